// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows with a separate clock, as a database has it. */
final class TimedEngine implements KeyValueEngine {
    private final KeyValueEngine rows;
    private final Clock clock;

    TimedEngine(KeyValueEngine rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public OptionalLong timeMillis() {
        return OptionalLong.of(clock.millis());
    }

    @Override
    public View view() {
        return rows.view();
    }

    @Override
    public @Nullable Row get(Key key) {
        return rows.get(key);
    }

    @Override
    public boolean commit(Commit commit) {
        return rows.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        return rows.changes(range, afterVersion, max);
    }

    @Override
    public Blocking blocking() {
        return rows.blocking();
    }

    @Override
    public void close() {
        rows.close();
    }
}
