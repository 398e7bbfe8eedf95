// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.List;

/**
 * What changed in a range since a stamp; see {@link KeyValueEngine#changes}.
 *
 * @param changed the changes in the order of their commits; empty after a reset
 * @param completeTo every change up to this stamp is told: ask on from here
 * @param reset the engine no longer knows what happened since the asked stamp: forget all that was read before this
 *     answer, and ask on from {@code completeTo}
 */
public record Changes(List<Changed> changed, long completeTo, boolean reset) {
    public Changes {
        changed = List.copyOf(changed);
        if (reset && !changed.isEmpty()) {
            throw new IllegalArgumentException("changes: " + changed.size() + " with a reset (expected: none)");
        }
    }

    /**
     * A row that was written or removed. A row that changed twice is told twice.
     *
     * @param stamp the commit that did it
     */
    public record Changed(Key key, long stamp) {}

    /** An answer that tells the reader to begin anew. */
    public static Changes reset(long newestStamp) {
        return new Changes(List.of(), newestStamp, true);
    }
}
