// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The policies of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.policy;

import org.jspecify.annotations.NullMarked;
