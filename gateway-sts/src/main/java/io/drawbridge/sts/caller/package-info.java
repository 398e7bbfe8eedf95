// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The identity of the caller. */
@NullMarked
package io.drawbridge.sts.caller;

import org.jspecify.annotations.NullMarked;
