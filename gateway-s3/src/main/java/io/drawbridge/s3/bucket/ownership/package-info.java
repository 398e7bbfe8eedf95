// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The object ownership setting of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.ownership;

import org.jspecify.annotations.NullMarked;
