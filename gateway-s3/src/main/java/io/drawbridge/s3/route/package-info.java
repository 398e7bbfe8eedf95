// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Which operation of S3 a request addresses. */
@NullMarked
package io.drawbridge.s3.route;

import org.jspecify.annotations.NullMarked;
