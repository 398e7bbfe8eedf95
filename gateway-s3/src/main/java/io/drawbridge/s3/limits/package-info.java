// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The limits of S3. */
@NullMarked
package io.drawbridge.s3.limits;

import org.jspecify.annotations.NullMarked;
