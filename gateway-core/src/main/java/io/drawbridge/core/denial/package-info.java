// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Encoded messages, in which a refusal carries all that led to it. */
@NullMarked
package io.drawbridge.core.denial;

import org.jspecify.annotations.NullMarked;
