// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The memory engine: multi-version, bounded, not persistent. */
@NullMarked
package io.drawbridge.core.kv.memory;

import org.jspecify.annotations.NullMarked;
