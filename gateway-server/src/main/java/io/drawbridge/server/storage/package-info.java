// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The storage of rows, bodies and keys: the location, the open storage, and work on a store that no server uses. */
@NullMarked
package io.drawbridge.server.storage;

import org.jspecify.annotations.NullMarked;
