// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The S3 service. */
@NullMarked
package io.drawbridge.s3;

import org.jspecify.annotations.NullMarked;
