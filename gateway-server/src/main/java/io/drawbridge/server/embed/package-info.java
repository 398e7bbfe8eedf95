// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The arguments and results of starting a server from a program. */
@NullMarked
package io.drawbridge.server.embed;

import org.jspecify.annotations.NullMarked;
