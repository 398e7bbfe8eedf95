// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Assuming roles. */
@NullMarked
package io.drawbridge.sts.role;

import org.jspecify.annotations.NullMarked;
