// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowCacheTest {
    private final RowCache cache = new RowCache(100 << 10);
    private final ConcurrentMap<Key, Row> store = new ConcurrentHashMap<>();
    private int reads;

    private static Key key(int number) {
        return Key.of(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static Row row(Key key, int length, long commitVersion) {
        return new Row(key, new byte[length], commitVersion);
    }

    private @Nullable Row counted(Key key) {
        reads++;
        return store.get(key);
    }

    @Test
    void theSecondLookFindsRowsAndTheirAbsenceHere() {
        store.put(key(1), row(key(1), 3, 7));
        for (int i = 0; i < 2; i++) {
            assertThat(cache.get(key(1), this::counted)).isSameAs(store.get(key(1)));
            assertThat(cache.get(key(2), this::counted)).isNull();
        }
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void longValuesAreNotKept() {
        store.put(key(1), row(key(1), RowCache.VALUE_LENGTH_MAX, 1));
        store.put(key(2), row(key(2), RowCache.VALUE_LENGTH_MAX + 1, 1));
        for (int i = 0; i < 3; i++) {
            cache.get(key(1), this::counted);
            cache.get(key(2), this::counted);
        }
        assertThat(reads).isEqualTo(1 + 3);
    }

    @Test
    void longValuesShareABound() {
        int length = 10 << 10;
        for (int i = 0; i < 100; i++) {
            store.put(key(i), row(key(i), length, 1));
            cache.get(key(i), this::counted);
            assertThat(cache.longBytes()).isLessThanOrEqualTo(100 << 10);
        }
        assertThat(cache.longBytes()).isGreaterThan(80 << 10);
        reads = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(cache.get(key(i), this::counted)).isSameAs(store.get(key(i)));
        }
        assertThat(reads).as("what was driven out is read again").isBetween(85, 100);
    }

    @Test
    void whatIsWrittenGivesItsBytesBack() {
        store.put(key(1), row(key(1), 10 << 10, 1));
        cache.get(key(1), this::counted);
        assertThat(cache.longBytes()).isEqualTo(10 << 10);
        cache.writing(key(1));
        cache.written(key(1));
        assertThat(cache.longBytes()).isZero();
    }

    /** With one place for each key some of these would drive each other out for ever. */
    @Test
    void aFewHundredRowsAllStay() {
        for (int round = 0; round < 3; round++) {
            reads = 0;
            for (int i = 0; i < 768; i++) {
                cache.get(key(i), this::counted);
            }
        }
        assertThat(reads).isZero();
    }

    @Test
    void whatWasReadBeforeAWriteDoesNotCountDuringItNorAfterIt() {
        store.put(key(1), row(key(1), 1, 1));
        Row old = cache.get(key(1), requestedKey -> {
            Row read = store.get(requestedKey);
            // The write overtakes the read.
            cache.writing(requestedKey);
            store.put(requestedKey, row(requestedKey, 1, 2));
            cache.written(requestedKey);
            return read;
        });
        assertThat(old).isNotNull().extracting(Row::commitVersion).isEqualTo(1L);
        assertThat(cache.get(key(1), this::counted)).isSameAs(store.get(key(1)));
        cache.writing(key(1));
        cache.writing(key(1));
        store.remove(key(1));
        assertThat(cache.get(key(1), this::counted)).isNull();
        store.put(key(1), row(key(1), 1, 3));
        assertThat(cache.get(key(1), this::counted))
                .as("nothing is kept during the write")
                .isNotNull();
        cache.written(key(1));
        cache.written(key(1));
        assertThat(cache.get(key(1), this::counted)).isSameAs(store.get(key(1)));
    }

    @Test
    void noReaderEverGoesBackOrSeesLessThanWasAcknowledged() throws Exception {
        int keys = 8;
        AtomicLongArray acknowledged = new AtomicLongArray(keys);
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(() -> {
                long[] seen = new long[keys];
                long looks = 0;
                while (!done.get()) {
                    int number = (int) (looks++ % keys);
                    long least = Math.max(seen[number], acknowledged.get(number));
                    Row row = cache.get(key(number), store::get);
                    long commitVersion = row == null ? 0 : row.commitVersion();
                    if (commitVersion < least) {
                        throw new AssertionError("key " + number + ": " + commitVersion + " after " + least);
                    }
                    seen[number] = commitVersion;
                }
                return looks;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(readers.size());
        try {
            List<Future<Long>> looks = new ArrayList<>();
            readers.forEach(reader -> looks.add(threads.submit(reader)));
            for (int commitVersion = 1; commitVersion < 300_000; commitVersion++) {
                Key key = key(commitVersion % keys);
                cache.writing(key);
                store.put(key, row(key, 1, commitVersion));
                cache.written(key);
                acknowledged.set(commitVersion % keys, commitVersion);
            }
            done.set(true);
            for (Future<Long> count : looks) {
                assertThat(count.get(20, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }
}
