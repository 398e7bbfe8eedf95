// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The certificate and the private key of HTTPS, without Netty. */
@NullMarked
package io.drawbridge.server.tls;

import org.jspecify.annotations.NullMarked;
