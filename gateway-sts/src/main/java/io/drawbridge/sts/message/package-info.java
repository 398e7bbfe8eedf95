// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What encoded messages of refusals say. */
@NullMarked
package io.drawbridge.sts.message;

import org.jspecify.annotations.NullMarked;
