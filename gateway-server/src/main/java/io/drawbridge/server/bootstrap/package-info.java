// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The initial accounts of a server. */
@NullMarked
package io.drawbridge.server.bootstrap;

import org.jspecify.annotations.NullMarked;
