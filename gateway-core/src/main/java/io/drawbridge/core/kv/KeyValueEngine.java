// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine: opens consistent views, applies conditional commits and reports changes. Everything else is built
 * on top of it. Safe for many threads. Every method may throw {@link StoreUnavailableException}.
 *
 * <p>Every method that reads, including those of views and cursors, may throw {@link RestartException} when the same
 * read may succeed later. A view that has thrown it can only be closed. {@link #commit} never throws it: the engine
 * retries by itself, because only the engine knows that nothing was applied.
 */
public interface KeyValueEngine extends AutoCloseable {
    /** Opens a view at the newest commit. */
    View view();

    /** Returns the newest committed row with this key, or null; the same as a view with one read, but cheaper. */
    @Nullable
    Row get(Key key);

    /**
     * Applies a commit if all its conditions hold, and returns when it has at least the requested durability. The view
     * in which the conditions were read may already be closed. Conditions do not hold when the engine does not know, or
     * no longer knows, that the read version of that view belongs to its history: a store that lost its last commits
     * refuses commits that depend on them.
     *
     * @return false when a condition did not hold, or when the engine can no longer decide: nothing happened
     * @throws StoreFullException when the engine has no room: nothing happened
     * @throws StoreUnavailableException when the device or the server of the engine failed: the commit was applied
     *     completely or not at all
     */
    boolean commit(Commit commit);

    /**
     * Returns the changes in a range, in the order of their commits. The changes of a commit appear together, and only
     * when the commit has its requested durability. A reader that follows a range calls this repeatedly with {@code
     * completeTo} of the last result, starting with -1, for which the result is a reset.
     *
     * @param afterVersion {@code completeTo} of the last result; -1 at first
     * @param max the desired number of changes; the result is longer only when a single commit made more
     */
    Changes changes(KeyRange range, long afterVersion, int max);

    /**
     * Returns the time of the server that stores the rows, in milliseconds since 1970: the same for all nodes that
     * share the store, independent of their clocks. Empty when the store is not shared.
     */
    default OptionalLong timeMillis() {
        return OptionalLong.empty();
    }

    /** Returns whether calls wait for a device or a network. */
    Blocking blocking();

    @Override
    void close();
}
