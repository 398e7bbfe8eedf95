// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Checksums of objects and parts, computed once while the bytes are received. */
@NullMarked
package io.drawbridge.s3.checksum;

import org.jspecify.annotations.NullMarked;
