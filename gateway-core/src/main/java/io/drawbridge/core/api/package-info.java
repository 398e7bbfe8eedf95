// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Requests and responses between the wire and the actions. */
@NullMarked
package io.drawbridge.core.api;

import org.jspecify.annotations.NullMarked;
