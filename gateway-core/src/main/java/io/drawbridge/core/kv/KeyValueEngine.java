// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an engine must do: show consistent views, apply conditional commits and tell what changed. Everything else is
 * built above it. Safe for many threads. Every method may throw {@link StoreUnavailableException}.
 *
 * <p>Every method that reads, those of views and cursors among them, may throw {@link RestartException} when the same
 * question may be answered a moment later. A view that has done so is only good to be closed. {@link #commit} never does:
 * it tries again by itself, for only the engine knows that nothing was applied.
 */
public interface KeyValueEngine extends AutoCloseable {
    /** Opens a view of the newest commit. */
    View view();

    /** The newest committed row with this key, or null; the same as a view with one look, but cheaper. */
    @Nullable
    Row get(Key key);

    /**
     * Applies a commit when all its conditions hold, and returns when it is at least as durable as asked. The view in
     * which they were read may be closed before. Conditions do not hold when the engine does not know, or no longer
     * knows, what that view showed as part of its past: a store that lost its last commits refuses what was read from them.
     *
     * @return false when a condition did not hold, or when the engine cannot tell any more: nothing happened
     * @throws StoreFullException when the engine has no room: nothing happened
     * @throws StoreUnavailableException when the device or the server of the engine failed: the commit may be applied or
     *     not, but not in part
     */
    boolean commit(Commit commit);

    /**
     * The changes of a range, in the order of their commits. A commit is told whole and only when it is as durable as it
     * was asked to be. Whoever follows a range calls this again and again with the answer's {@code completeTo}, first
     * with -1, which is answered by a reset.
     *
     * @param afterStamp what was asked for before; -1 at first
     * @param max how many changes are wanted; more come only when one commit made more
     */
    Changes changes(KeyRange range, long afterStamp, int max);

    /**
     * The time of the server that keeps the rows, in milliseconds since 1970: the same for all who share it, whatever
     * their own clocks say. Empty when nobody shares the rows.
     */
    default OptionalLong timeMillis() {
        return OptionalLong.empty();
    }

    /** Whether calls wait for a device or a network. */
    Blocking blocking();

    @Override
    void close();
}
