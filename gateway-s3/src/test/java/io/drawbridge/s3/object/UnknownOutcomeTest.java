// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.scrub.Scrubber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit with an unknown outcome: the object is complete afterwards, whether the commit was applied or not. */
final class UnknownOutcomeTest {
    @TempDir
    Path folder;

    private final Breaking engine = new Breaking();
    private WireScene scene;

    /** Fails at the commit of an object, before or after it is applied. */
    private static final class Breaking implements KeyValueEngine {
        private final KeyValueEngine memory = new MemoryEngine(1 << 26);
        private int commitsUntil = Integer.MAX_VALUE;
        private boolean applied;

        @Override
        public View view() {
            return memory.view();
        }

        @Override
        public Row get(Key key) {
            return memory.get(key);
        }

        @Override
        public boolean commit(Commit commit) {
            if (--commitsUntil != 0) {
                return memory.commit(commit);
            }
            if (applied) {
                memory.commit(commit);
            }
            throw new StoreUnavailableException("nobody knows what became of the commit");
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

    @BeforeEach
    void open() {
        scene = new WireScene(folder, engine);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOverwrittenObjectIsTheOldOneOrTheNewOneWhole(boolean applied) throws IOException {
        scene.call("PUT", "/b/k", bytes(1));
        engine.applied = applied;
        engine.commitsUntil = 2;
        assertThatThrownBy(() -> scene.call("PUT", "/b/k", bytes(2))).isInstanceOf(StoreUnavailableException.class);
        assertThat(engine.commitsUntil).as("the commit that broke was met").isNotPositive();
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(bytes(applied ? 2 : 1));
        assertThat(scene.blobCount()).isEqualTo(1);
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(bytes(applied ? 2 : 1));
        assertThat(new Scrubber(scene.store, scene.tables.blobs(), scene.tables.ledger())
                        .run(false)
                        .findings())
                .isEmpty();
    }
}
