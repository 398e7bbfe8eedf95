// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import org.jspecify.annotations.Nullable;

/**
 * What an engine must do: show consistent views and apply conditional commits. Everything else is built above it. Safe
 * for many threads.
 */
public interface KeyValueEngine extends AutoCloseable {
    /** Opens a view of the newest commit. */
    View view();

    /** The newest committed row with this key, or null; the same as a view with one look, but cheaper. */
    @Nullable
    Row get(Key key);

    /**
     * Applies a commit when all its conditions hold, and returns when it is as durable as asked.
     *
     * @return false when a condition did not hold: nothing happened
     * @throws StoreFullException when the engine has no room: nothing happened
     */
    boolean commit(Commit commit);

    /** Whether calls may wait for a device or a network; if not, they may run on an event loop. */
    boolean mayBlock();

    @Override
    void close();
}
