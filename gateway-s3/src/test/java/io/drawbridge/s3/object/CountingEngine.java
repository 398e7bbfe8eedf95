// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.kv.memory.MemoryEngine;
import org.jspecify.annotations.Nullable;

/** Rows in memory; counts the rows that scans read, and the look-ups outside transactions. */
final class CountingEngine implements KeyValueEngine {
    private final KeyValueEngine memory = new MemoryEngine(1 << 28);
    long rows;
    long gets;

    @Override
    public View view() {
        View view = memory.view();
        return new View() {
            @Override
            public ReadVersion readVersion() {
                return view.readVersion();
            }

            @Override
            public @Nullable Row get(Key key) {
                return view.get(key);
            }

            @Override
            public Cursor scan(KeyRange range, boolean reverse) {
                Cursor cursor = view.scan(range, reverse);
                return () -> {
                    Row row = cursor.next();
                    rows += row == null ? 0 : 1;
                    return row;
                };
            }

            @Override
            public void close() {
                view.close();
            }
        };
    }

    @Override
    public @Nullable Row get(Key key) {
        gets++;
        return memory.get(key);
    }

    @Override
    public boolean commit(Commit commit) {
        return memory.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        return memory.changes(range, afterVersion, max);
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }

    @Override
    public void close() {
        memory.close();
    }
}
