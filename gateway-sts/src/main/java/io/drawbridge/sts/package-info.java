// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The STS service. */
@NullMarked
package io.drawbridge.sts;

import org.jspecify.annotations.NullMarked;
