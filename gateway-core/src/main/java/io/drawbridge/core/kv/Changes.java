// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.List;

/**
 * The changes in a range since a commit version; see {@link KeyValueEngine#changes}.
 *
 * @param changed the changes in the order of their commits; empty after a reset
 * @param completeTo every change up to this commit version is included: pass it to the next call
 * @param reset the engine no longer has the changes since the requested commit version: discard everything that was
 *     read before this result, and continue from {@code completeTo}
 */
public record Changes(List<Changed> changed, long completeTo, boolean reset) {
    public Changes {
        changed = List.copyOf(changed);
        if (reset && !changed.isEmpty()) {
            throw new IllegalArgumentException("changes: " + changed.size() + " with a reset (expected: none)");
        }
    }

    /**
     * A row that was written or removed. A row that changed twice occurs twice.
     *
     * @param commitVersion the commit version of the change
     */
    public record Changed(Key key, long commitVersion) {}

    /** Returns a result that requires the reader to start again. */
    public static Changes reset(long newestVersion) {
        return new Changes(List.of(), newestVersion, true);
    }
}
