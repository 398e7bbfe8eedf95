// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** HTTP/1.1 on Netty: bytes to requests and responses to bytes. No other package knows Netty. */
@NullMarked
package io.drawbridge.server.http;

import org.jspecify.annotations.NullMarked;
