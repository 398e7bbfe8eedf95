// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The accounts that a server begins with. */
@NullMarked
package io.drawbridge.server.bootstrap;

import org.jspecify.annotations.NullMarked;
