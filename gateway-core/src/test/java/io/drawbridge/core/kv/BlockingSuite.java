// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of an engine that never or only sometimes waits. A subclass creates the empty engine. */
public abstract class BlockingSuite {
    private static final KeySpace SPACE = new KeySpace(7, "test rows");

    private KeyValueEngine engine;
    private KeyValueStore store;

    /** Returns an empty engine. */
    protected abstract KeyValueEngine open();

    @BeforeEach
    void openStore() {
        engine = open();
        store = new KeyValueStore(engine);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static Key key(String text) {
        return SPACE.key().text(text).key();
    }

    private void put(String name, String value) {
        store.update(transaction -> transaction.put(key(name), value.getBytes(StandardCharsets.UTF_8)));
    }

    private @Nullable String value(String name) {
        Row row = engine.get(key(name));
        return row == null ? null : new String(row.value(), StandardCharsets.UTF_8);
    }

    /** The contract of {@link Blocking}: on a non-blocking thread a call returns the current value or throws. */
    @Test
    void onANonBlockingThreadNoCallWaitsAndNoReadIsStale() throws InterruptedException {
        boolean sometimes = engine.blocking() == Blocking.SOMETIMES;
        put("a", "1");
        if (sometimes) {
            assertThatThrownBy(() -> withoutWaiting(() -> put("a", "2"))).isInstanceOf(WouldBlockException.class);
            assertThatThrownBy(() -> withoutWaiting(() -> engine.view().close()))
                    .isInstanceOf(WouldBlockException.class);
        }
        assertThat(value("a")).isEqualTo("1");
        assertThat(value("b")).isNull();
        for (int round = 0; round < 2; round++) {
            withoutWaiting(() -> {
                assertThat(value("a")).isEqualTo("1");
                assertThat(value("b")).isNull();
            });
        }
        put("a", "2");
        put("b", "2");
        if (sometimes) {
            assertThatThrownBy(() -> withoutWaiting(() -> value("a"))).isInstanceOf(WouldBlockException.class);
        }
        assertThat(value("a")).isEqualTo("2");
        withoutWaiting(() -> assertThat(value("a")).isEqualTo("2"));
    }

    private static final class Loop extends Thread implements NonBlocking {
        Loop(Runnable task) {
            super(task);
        }
    }

    private static void withoutWaiting(Runnable task) throws InterruptedException {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        AtomicReference<Error> failed = new AtomicReference<>();
        Thread loop = new Loop(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                thrown.set(e);
            } catch (Error e) {
                failed.set(e);
            }
        });
        loop.start();
        loop.join();
        if (failed.get() != null) {
            throw failed.get();
        }
        if (thrown.get() != null) {
            throw thrown.get();
        }
    }
}
