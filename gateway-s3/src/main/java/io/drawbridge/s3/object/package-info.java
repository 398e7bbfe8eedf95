// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Objects: their rows, their bytes and the actions on them. */
@NullMarked
package io.drawbridge.s3.object;

import org.jspecify.annotations.NullMarked;
