// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import org.jspecify.annotations.Nullable;

/** A consistent picture of the whole store at one commit. Cheap; closed by whoever opened it; one thread at a time. */
public interface View extends AutoCloseable {
    /** What this view shows. */
    ReadVersion readVersion();

    /** The newest commit that this view shows. */
    default long stamp() {
        return readVersion().stamp();
    }

    /** The row with this key, or null. */
    @Nullable
    Row get(Key key);

    /** The rows of the range in key order, or in the opposite order. */
    Cursor scan(KeyRange range, boolean reverse);

    /** The first row of every group of the range, in key order. An engine behind a network asks for many at once. */
    default Cursor scanGroups(KeyRange range, SkipScan groups) {
        return new SeekCursor(this, range, groups);
    }

    @Override
    void close();

    /** Walks over rows. */
    interface Cursor {
        /** The next row, or null at the end. */
        @Nullable
        Row next();
    }
}
