// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The policy simulator: runs the one policy engine on simulated requests. */
@NullMarked
package io.drawbridge.iam.simulation;

import org.jspecify.annotations.NullMarked;
