// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The mapping of requests to operations of S3. */
@NullMarked
package io.drawbridge.s3.route;

import org.jspecify.annotations.NullMarked;
