// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Encoded authorization messages, which contain the details of a denial. */
@NullMarked
package io.drawbridge.core.denial;

import org.jspecify.annotations.NullMarked;
