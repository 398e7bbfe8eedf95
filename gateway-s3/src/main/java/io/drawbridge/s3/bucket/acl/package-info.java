// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The access control lists of buckets. */
@NullMarked
package io.drawbridge.s3.bucket.acl;

import org.jspecify.annotations.NullMarked;
