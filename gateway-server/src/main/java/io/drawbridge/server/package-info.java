// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The composition root: creates one server from the other packages. */
@NullMarked
package io.drawbridge.server;

import org.jspecify.annotations.NullMarked;
