// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The operations that create, find, list and delete buckets. */
@NullMarked
package io.drawbridge.s3.bucket.operation;

import org.jspecify.annotations.NullMarked;
