// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The data directory of a server: its files, its lock, and the keys that seal its secrets. */
@NullMarked
package io.drawbridge.server.data;

import org.jspecify.annotations.NullMarked;
