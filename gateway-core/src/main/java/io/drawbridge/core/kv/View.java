// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import org.jspecify.annotations.Nullable;

/** A consistent snapshot of the whole store at one commit. Cheap; its opener closes it; one thread at a time. */
public interface View extends AutoCloseable {
    /** Returns the read version of this view. */
    ReadVersion readVersion();

    /** Returns the newest commit version in this view. */
    default long commitVersion() {
        return readVersion().commitVersion();
    }

    /** Returns the row with this key, or null. */
    @Nullable
    Row get(Key key);

    /** Returns the rows of the range in key order or in reverse order. */
    Cursor scan(KeyRange range, boolean reverse);

    /** Returns the first row of every group in key order. An engine behind a network fetches many rows at once. */
    default Cursor scanGroups(KeyRange range, SkipScan groups) {
        return new SeekCursor(this, range, groups);
    }

    @Override
    void close();

    /** A cursor over rows. */
    interface Cursor {
        /** Returns the next row, or null at the end. */
        @Nullable
        Row next();
    }
}
