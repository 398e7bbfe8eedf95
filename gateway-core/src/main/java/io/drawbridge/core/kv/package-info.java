// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Rows: a transactional, ordered key-value store. Engines know views and conditional commits; the layer above them knows transactions. */
@NullMarked
package io.drawbridge.core.kv;

import org.jspecify.annotations.NullMarked;
