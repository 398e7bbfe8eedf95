// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The encoding of stored values: tagged fields, so that records can get new fields. */
@NullMarked
package io.drawbridge.core.codec;

import org.jspecify.annotations.NullMarked;
