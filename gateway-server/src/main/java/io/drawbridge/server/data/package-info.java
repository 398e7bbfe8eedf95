// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The directory of a server that keeps its data: what lies in it, who may use it, and the keys that seal its secrets. */
@NullMarked
package io.drawbridge.server.data;

import org.jspecify.annotations.NullMarked;
