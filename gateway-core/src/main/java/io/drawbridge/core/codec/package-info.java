// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The form of stored values: tagged fields, so that records can grow. */
@NullMarked
package io.drawbridge.core.codec;

import org.jspecify.annotations.NullMarked;
