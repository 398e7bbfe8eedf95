// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Rows in PostgreSQL: the engine of several nodes. Needs the PostgreSQL driver and HikariCP on the class path. */
@NullMarked
package io.drawbridge.server.engine.postgres;

import org.jspecify.annotations.NullMarked;
