// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Blobs: bytes that are written once, read in ranges and never changed. */
@NullMarked
package io.drawbridge.s3.blob;

import org.jspecify.annotations.NullMarked;
