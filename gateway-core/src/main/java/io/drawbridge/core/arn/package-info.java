// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Account ids and Amazon Resource Names. */
@NullMarked
package io.drawbridge.core.arn;

import org.jspecify.annotations.NullMarked;
