// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The rule about who owns the objects of a bucket. */
@NullMarked
package io.drawbridge.s3.bucket.ownership;

import org.jspecify.annotations.NullMarked;
