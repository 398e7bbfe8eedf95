// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** What measurements compare the server with. */
@NullMarked
package io.drawbridge.server.bench;

import org.jspecify.annotations.NullMarked;
