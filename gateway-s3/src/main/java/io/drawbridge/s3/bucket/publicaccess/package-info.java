// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What of a bucket may be public. */
@NullMarked
package io.drawbridge.s3.bucket.publicaccess;

import org.jspecify.annotations.NullMarked;
