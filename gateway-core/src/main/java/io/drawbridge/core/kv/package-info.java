// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/**
 * A transactional, ordered key-value store. Engines provide views and conditional commits; {@link KeyValueStore} provides
 * transactions on top of them.
 */
@NullMarked
package io.drawbridge.core.kv;

import org.jspecify.annotations.NullMarked;
