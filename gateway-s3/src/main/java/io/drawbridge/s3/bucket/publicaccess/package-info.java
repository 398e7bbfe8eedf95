// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The public access block of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.publicaccess;

import org.jspecify.annotations.NullMarked;
