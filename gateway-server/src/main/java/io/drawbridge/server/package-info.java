// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** One server: its parts put together, and the class that embeds it. */
@NullMarked
package io.drawbridge.server;

import org.jspecify.annotations.NullMarked;
