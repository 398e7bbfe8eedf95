// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Multipart uploads. */
@NullMarked
package io.drawbridge.s3.multipart;

import org.jspecify.annotations.NullMarked;
