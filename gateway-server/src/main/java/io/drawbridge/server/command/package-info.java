// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The command line. */
@NullMarked
package io.drawbridge.server.command;

import org.jspecify.annotations.NullMarked;
