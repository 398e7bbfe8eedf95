// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Work that is done without a request: periodic tasks, and computations on other processors. */
@NullMarked
package io.drawbridge.server.background;

import org.jspecify.annotations.NullMarked;
