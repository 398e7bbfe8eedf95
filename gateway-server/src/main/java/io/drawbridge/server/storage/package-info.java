// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Where rows, bodies and keys are kept: the location, the opened storage, and the work on a store that no server uses. */
@NullMarked
package io.drawbridge.server.storage;

import org.jspecify.annotations.NullMarked;
