// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The versioning state of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.versioning;

import org.jspecify.annotations.NullMarked;
