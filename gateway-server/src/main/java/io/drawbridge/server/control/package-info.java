// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** How a command asks the server that uses a directory for what it could not do alone. */
@NullMarked
package io.drawbridge.server.control;

import org.jspecify.annotations.NullMarked;
