// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Bytes: written once, read in ranges, never changed. */
@NullMarked
package io.drawbridge.s3.blob;

import org.jspecify.annotations.NullMarked;
