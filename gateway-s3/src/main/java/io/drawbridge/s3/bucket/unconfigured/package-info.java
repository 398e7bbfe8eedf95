// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Sub-resources that cannot be configured here and answer as AWS does when nothing is configured. */
@NullMarked
package io.drawbridge.s3.bucket.unconfigured;

import org.jspecify.annotations.NullMarked;
