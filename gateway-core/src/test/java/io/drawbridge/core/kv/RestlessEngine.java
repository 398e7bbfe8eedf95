// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Refuses one commit of eight for no reason, so that every transaction function shows whether it may run again. */
public final class RestlessEngine implements KeyValueEngine {
    private static final int ONE_OF = 8;

    private final KeyValueEngine engine;
    private final RandomGenerator random;

    public RestlessEngine(KeyValueEngine engine, RandomGenerator random) {
        this.engine = engine;
        this.random = random;
    }

    @Override
    public View view() {
        return engine.view();
    }

    @Override
    public @Nullable Row get(Key key) {
        return engine.get(key);
    }

    @Override
    public boolean commit(Commit commit) {
        synchronized (random) {
            if (random.nextInt(ONE_OF) == 0) {
                return false;
            }
        }
        return engine.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterStamp, int max) {
        return engine.changes(range, afterStamp, max);
    }

    @Override
    public boolean mayBlock() {
        return engine.mayBlock();
    }

    @Override
    public void close() {
        engine.close();
    }
}
