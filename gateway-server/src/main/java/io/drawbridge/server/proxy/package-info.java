// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Proxies in front of the server, and what they say of a request. */
@NullMarked
package io.drawbridge.server.proxy;

import org.jspecify.annotations.NullMarked;
