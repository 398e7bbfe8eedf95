// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads in one consistent view. */
public interface ReadTransaction {
    /** The value of the row, or empty. */
    Optional<byte[]> get(Key key);

    /** The rows of the range in key order, own writes included. Read no further than needed: what was read is watched. */
    Scan scan(KeyRange range);

    /** The rows of the range in the opposite order, own writes included. */
    Scan scanReverse(KeyRange range);

    /**
     * The first row of every group of the range, in key order; costs what it returns, whatever the groups hold.
     *
     * @throws IllegalStateException when this transaction has written something
     */
    Scan scanGroups(KeyRange range, SkipScan groups);

    /** Whether any row lies in the range. */
    default boolean any(KeyRange range) {
        return scan(range).next() != null;
    }

    /** Walks over rows. */
    interface Scan {
        /** The next row, or null at the end. */
        @Nullable
        Row next();
    }
}
