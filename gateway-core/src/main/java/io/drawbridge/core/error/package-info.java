// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** One exception class for every error that a client sees, and the codes that do not belong to one service. */
@NullMarked
package io.drawbridge.core.error;

import org.jspecify.annotations.NullMarked;
