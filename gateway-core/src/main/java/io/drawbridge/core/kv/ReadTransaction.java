// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads in one consistent view. */
public interface ReadTransaction {
    /** Returns the value of the row, or empty. */
    Optional<byte[]> get(Key key);

    /**
     * Returns the rows of the range in key order, including own writes. Read no more than needed: reads become
     * conditions.
     */
    Scan scan(KeyRange range);

    /** Returns the rows of the range in reverse key order, including own writes. */
    Scan scanReverse(KeyRange range);

    /**
     * Returns the first row of every group of the range, in key order; the cost depends on the result, not on the size
     * of the groups.
     *
     * @throws IllegalStateException when this transaction has written something
     */
    Scan scanGroups(KeyRange range, SkipScan groups);

    /** Returns whether any row is in the range. */
    default boolean any(KeyRange range) {
        return scan(range).next() != null;
    }

    /** A cursor over rows. */
    interface Scan {
        /** Returns the next row, or null at the end. */
        @Nullable
        Row next();
    }
}
