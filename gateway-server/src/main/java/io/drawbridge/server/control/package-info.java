// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The protocol between a command and the server that uses the same directory. */
@NullMarked
package io.drawbridge.server.control;

import org.jspecify.annotations.NullMarked;
