// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The limits of STS. */
@NullMarked
package io.drawbridge.sts.limits;

import org.jspecify.annotations.NullMarked;
