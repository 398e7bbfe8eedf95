// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Attacks on a running server, each next to the legitimate request that must still pass. */
@org.jspecify.annotations.NullMarked
package io.drawbridge.server.hostile;
