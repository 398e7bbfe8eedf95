// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** HTTP/1.1 on Netty: decodes requests and encodes responses. No other package uses Netty. */
@NullMarked
package io.drawbridge.server.http;

import org.jspecify.annotations.NullMarked;
