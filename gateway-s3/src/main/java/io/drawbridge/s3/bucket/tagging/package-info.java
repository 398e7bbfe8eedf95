// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The tags of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.tagging;

import org.jspecify.annotations.NullMarked;
