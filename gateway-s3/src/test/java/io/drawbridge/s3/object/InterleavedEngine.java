// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.kv.memory.MemoryEngine;
import org.jspecify.annotations.Nullable;

/** Rows in memory that another writer changes between two reads of a request. */
final class InterleavedEngine implements KeyValueEngine {
    private final KeyValueEngine memory = new MemoryEngine(1 << 26);
    private @Nullable KeySpace space;
    private int getsBefore;
    private @Nullable Runnable beforeGet;
    private @Nullable Runnable beforeView;
    int gets;

    /** Counts the look-ups of rows of one space, and runs a task before one of them. */
    void beforeGet(KeySpace watched, int number, Runnable other) {
        space = watched;
        gets = 0;
        getsBefore = number;
        beforeGet = other;
    }

    /** Runs a task before the next transaction begins. */
    void beforeView(Runnable other) {
        beforeView = other;
    }

    @Override
    public View view() {
        Runnable other = beforeView;
        beforeView = null;
        if (other != null) {
            other.run();
        }
        return memory.view();
    }

    @Override
    public @Nullable Row get(Key key) {
        if (space != null && (key.bytes()[0] & 0xFF) == space.namespace()) {
            gets++;
            Runnable other = beforeGet;
            if (gets == getsBefore && other != null) {
                beforeGet = null;
                other.run();
            }
        }
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
