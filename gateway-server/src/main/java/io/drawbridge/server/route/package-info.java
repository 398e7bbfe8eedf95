// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Which service a request is for. */
@NullMarked
package io.drawbridge.server.route;

import org.jspecify.annotations.NullMarked;
