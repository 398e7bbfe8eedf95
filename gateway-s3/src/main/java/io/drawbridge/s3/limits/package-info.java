// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The bounds of S3. */
@NullMarked
package io.drawbridge.s3.limits;

import org.jspecify.annotations.NullMarked;
