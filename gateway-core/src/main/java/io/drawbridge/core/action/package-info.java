// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** How an action runs: one file an action, one pipeline for all, so that none can forget to authorize. */
@NullMarked
package io.drawbridge.core.action;

import org.jspecify.annotations.NullMarked;
