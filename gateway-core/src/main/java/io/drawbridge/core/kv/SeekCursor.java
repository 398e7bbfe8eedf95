// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import org.jspecify.annotations.Nullable;

/** Finds the first row of each group, with one seek for each group that may contain more than one key. */
final class SeekCursor implements View.Cursor {
    private final View view;
    private final SkipScan groups;
    private KeyRange rest;
    private View.@Nullable Cursor rows;

    SeekCursor(View view, KeyRange range, SkipScan groups) {
        this.view = view;
        this.rest = range;
        this.groups = groups;
    }

    @Override
    public @Nullable Row next() {
        View.Cursor cursor = rows;
        if (cursor == null) {
            if (rest.isEmpty()) {
                return null;
            }
            cursor = view.scan(rest, false);
        }
        Row row = cursor.next();
        if (row == null) {
            rest = new KeyRange(rest.to(), rest.to());
            rows = null;
            return null;
        }
        rest = groups.after(rest, row.key());
        rows = groups.divides(row.key()) ? null : cursor;
        return row;
    }
}
