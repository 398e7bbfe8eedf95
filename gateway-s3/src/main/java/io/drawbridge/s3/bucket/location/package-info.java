// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The regions of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.location;

import org.jspecify.annotations.NullMarked;
