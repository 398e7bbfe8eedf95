// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Rows in RocksDB: the engine of a server that keeps its data on one machine. Needs {@code rocksdbjni} on the class path. */
@NullMarked
package io.drawbridge.server.engine.rocksdb;

import org.jspecify.annotations.NullMarked;
