// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Keeps bodies in another S3-compatible service, so that nodes keep none themselves. */
@NullMarked
package io.drawbridge.server.blobs;

import org.jspecify.annotations.NullMarked;
