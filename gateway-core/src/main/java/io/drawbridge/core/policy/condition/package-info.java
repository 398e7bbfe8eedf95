// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Condition operators, the values they test, wildcard patterns and policy variables. */
@NullMarked
package io.drawbridge.core.policy.condition;

import org.jspecify.annotations.NullMarked;
