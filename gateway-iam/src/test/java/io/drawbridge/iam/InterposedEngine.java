// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;

/** An engine whose rows another client changes before each view. */
final class InterposedEngine implements KeyValueEngine {
    private final KeyValueEngine engine;
    private boolean changing;

    /** Runs before each view; it may use the engine. */
    Runnable beforeViews = () -> {};

    InterposedEngine(KeyValueEngine engine) {
        this.engine = engine;
    }

    @Override
    public View view() {
        if (!changing) {
            changing = true;
            beforeViews.run();
            changing = false;
        }
        return engine.view();
    }

    @Override
    public Row get(Key key) {
        return engine.get(key);
    }

    @Override
    public boolean commit(Commit commit) {
        return engine.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        return engine.changes(range, afterVersion, max);
    }

    @Override
    public Blocking blocking() {
        return engine.blocking();
    }

    @Override
    public void close() {
        engine.close();
    }
}
