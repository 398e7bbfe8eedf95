// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Kills real servers and looks at what they left. */
@NullMarked
package io.drawbridge.server.crash;

import org.jspecify.annotations.NullMarked;
