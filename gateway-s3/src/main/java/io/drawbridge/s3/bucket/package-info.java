// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Buckets and their configuration. */
@NullMarked
package io.drawbridge.s3.bucket;

import org.jspecify.annotations.NullMarked;
