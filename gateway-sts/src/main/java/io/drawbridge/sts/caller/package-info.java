// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Who am I. */
@NullMarked
package io.drawbridge.sts.caller;

import org.jspecify.annotations.NullMarked;
