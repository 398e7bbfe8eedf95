// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The policy simulator: the one policy engine, asked about requests that nobody sends. */
@NullMarked
package io.drawbridge.iam.simulation;

import org.jspecify.annotations.NullMarked;
