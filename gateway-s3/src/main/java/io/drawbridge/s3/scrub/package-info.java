// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Compares every row of S3 with the bytes that it points to. */
@NullMarked
package io.drawbridge.s3.scrub;

import org.jspecify.annotations.NullMarked;
