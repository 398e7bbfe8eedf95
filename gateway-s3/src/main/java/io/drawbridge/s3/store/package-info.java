// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The key spaces of S3. */
@NullMarked
package io.drawbridge.s3.store;

import org.jspecify.annotations.NullMarked;
