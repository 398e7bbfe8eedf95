// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Buckets and what is configured on them. */
@NullMarked
package io.drawbridge.s3.bucket;

import org.jspecify.annotations.NullMarked;
