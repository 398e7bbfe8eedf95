// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobLedgerTest {
    private static final BlobOwner OWNER = new BlobOwner(7, "a/key");

    @TempDir
    Path folder;

    private final KeyValueStore store = new KeyValueStore(new MemoryEngine(1 << 24));
    private final HandClock clock = new HandClock();
    private final SplittableRandom random = new SplittableRandom(5);
    private FileBlobStore blobs;

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() throws IOException {
        blobs = FileBlobStore.durable(folder, new LocalDisk(false));
    }

    @AfterEach
    void close() {
        blobs.close();
        store.close();
    }

    private BlobLedger ledger(boolean shared) {
        return new BlobLedger(store, blobs, clock, random, shared);
    }

    private static String write(BlobLedger ledger, String text) throws IOException {
        try (BlobLedger.Draft draft = ledger.create(OWNER)) {
            draft.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return draft.commit();
        }
    }

    private List<String> stored() throws IOException {
        List<String> ids = new ArrayList<>();
        blobs.list(ids::add);
        return ids;
    }

    private int rows() {
        int count = 0;
        for (KeyRange range : List.of(
                S3Spaces.UNPUBLISHED_BLOB.key().range(),
                S3Spaces.GARBAGE_BLOB.key().range())) {
            count += store.read(view -> {
                int found = 0;
                ReadTransaction.Scan scan = view.scan(range);
                while (scan.next() != null) {
                    found++;
                }
                return found;
            });
        }
        return count;
    }

    @Test
    void aBlobThatIsNotCommittedLeavesNothing() throws IOException {
        BlobLedger ledger = ledger(false);
        try (BlobLedger.Draft draft = ledger.create(OWNER)) {
            draft.write(ByteBuffer.wrap(new byte[100]));
            assertThat(rows()).isEqualTo(1);
        }
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aBlobThatIsAbandonedLeavesNothing() throws IOException {
        BlobLedger ledger = ledger(false);
        ledger.abandon(write(ledger, "unwanted"));
        ledger.sweep();
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aBlobThatWasPublishedAfterAllIsNotAbandoned() throws IOException {
        BlobLedger ledger = ledger(false);
        String blobId = write(ledger, "published, outcome unknown");
        store.update(transaction -> ledger.publish(transaction, blobId));
        ledger.abandon(blobId);
        ledger.sweep();
        assertThat(stored()).containsExactly(blobId);
        assertThat(rows()).isZero();
    }

    @Test
    void unpublishedBlobsOfAnEndedProcessAreRemovedAndPublishedOnesStay() throws IOException {
        BlobLedger first = ledger(false);
        String published = write(first, "published");
        store.update(transaction -> first.publish(transaction, published));
        write(first, "lost");
        BlobLedger second = ledger(false);
        String fresh = write(second, "fresh");
        assertThat(stored()).hasSize(3);
        assertThat(second.sweep()).isEqualTo(1);
        assertThat(stored()).containsExactlyInAnyOrder(published, fresh);
        store.update(transaction -> second.publish(transaction, fresh));
        assertThat(rows()).isZero();
        assertThat(second.sweep()).isZero();
    }

    @Test
    void aHoldKeepsBlobsUntilItIsClosed() throws IOException {
        BlobLedger ledger = ledger(false);
        String blobId = write(ledger, "held");
        store.update(transaction -> ledger.publish(transaction, blobId));
        BlobLedger.Hold hold = ledger.hold();
        BlobLedger.Hold second = ledger.hold();
        store.update(transaction -> ledger.discard(transaction, blobId));
        clock.pass(BlobLedger.GRACE.multipliedBy(9));
        assertThat(ledger.sweep()).isZero();
        hold.close();
        assertThat(ledger.sweep()).isZero();
        assertThat(stored()).containsExactly(blobId);
        second.close();
        assertThat(ledger.sweep()).isEqualTo(1);
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    /**
     * In the wrong order, the blob would be released and made garbage between the check of the hold and the removal.
     */
    @Test
    void aRunningSweepRemovesNothingThatWasReleasedAfterTheHold() throws IOException {
        AtomicReference<Runnable> beforeViews = new AtomicReference<>(() -> {});
        MemoryEngine engine = new MemoryEngine(1 << 24);
        KeyValueStore watched = new KeyValueStore(
                new WatchedViews(engine, () -> beforeViews.get().run()));
        BlobLedger ledger = new BlobLedger(watched, blobs, clock, random, false);
        String blobId = write(ledger, "held");
        watched.update(transaction -> ledger.publish(transaction, blobId));
        List<BlobLedger.Hold> held = new ArrayList<>();
        // The first view of a sweep reads writers, the second garbage.
        beforeViews.set(() -> beforeViews.set(() -> {
            beforeViews.set(() -> {});
            held.add(ledger.hold());
            watched.update(transaction -> ledger.discard(transaction, blobId));
        }));
        assertThat(ledger.sweep()).isZero();
        assertThat(held).hasSize(1);
        assertThat(stored()).containsExactly(blobId);
        held.get(0).close();
        assertThat(ledger.sweep()).isEqualTo(1);
        watched.close();
    }

    /** @param before runs before each view opens */
    private record WatchedViews(KeyValueEngine engine, Runnable before) implements KeyValueEngine {
        @Override
        public View view() {
            before.run();
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

    @Test
    void garbageIsRemovedAtOnceWithoutReadersAndAfterTheGraceWithReaders() throws IOException {
        BlobLedger ledger = ledger(false);
        String blobId = write(ledger, "old");
        store.update(transaction -> ledger.publish(transaction, blobId));
        BlobLedger.Reader reader = ledger.reader();
        store.update(transaction -> ledger.discard(transaction, blobId));
        assertThat(ledger.sweep()).isZero();
        assertThat(stored()).containsExactly(blobId);
        clock.pass(BlobLedger.GRACE.plusMillis(1));
        assertThat(ledger.sweep()).isEqualTo(1);
        reader.close();
        String next = write(ledger, "next");
        store.update(transaction -> {
            ledger.publish(transaction, next);
            ledger.discard(transaction, next);
        });
        assertThat(ledger.sweep()).isEqualTo(1);
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void anotherWriterIsKeptUntilItsHeartbeatEndsAndThenCannotPublish() throws IOException {
        BlobLedger slow = ledger(true);
        BlobLedger other = ledger(true);
        String blobId = write(slow, "slow");
        other.sweep();
        clock.pass(BlobLedger.SILENCE_MAX);
        other.sweep();
        assertThat(stored()).containsExactly(blobId);
        slow.beat();
        clock.pass(Duration.ofMinutes(1));
        other.sweep();
        assertThat(stored()).containsExactly(blobId);
        clock.pass(BlobLedger.SILENCE_MAX);
        other.sweep();
        assertThatThrownBy(() -> store.update(transaction -> slow.publish(transaction, blobId)))
                .isInstanceOf(AwsException.class);
        clock.pass(BlobLedger.GRACE.plusMillis(1));
        assertThat(other.sweep()).isEqualTo(1);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aWrongClockHarmsNeitherItsProcessNorOthers() throws IOException {
        KeyValueStore rows = new KeyValueStore(new TimedEngine(new MemoryEngine(1 << 24), clock));
        Duration wrong = BlobLedger.SILENCE_MAX.plusMinutes(1);
        List<BlobLedger> all = List.of(
                new BlobLedger(rows, blobs, clock, random, true),
                new BlobLedger(rows, blobs, Clock.offset(clock, wrong), random, true),
                new BlobLedger(rows, blobs, Clock.offset(clock, wrong.negated()), random, true));
        List<String> written = new ArrayList<>();
        for (BlobLedger ledger : all) {
            written.add(write(ledger, "under way"));
        }
        for (BlobLedger ledger : all) {
            assertThat(ledger.othersWrite()).isTrue();
            ledger.beat();
            assertThat(ledger.sweep()).isZero();
        }
        for (int i = 0; i < all.size(); i++) {
            BlobLedger ledger = all.get(i);
            String blobId = written.get(i);
            rows.update(transaction -> {
                ledger.publish(transaction, blobId);
                ledger.discard(transaction, blobId);
            });
        }
        for (BlobLedger ledger : all) {
            assertThat(ledger.sweep()).as("within the grace").isZero();
        }
        clock.pass(BlobLedger.GRACE.plusMillis(1));
        assertThat(all.get(2).sweep()).as("after the grace").isEqualTo(3);
    }

    @Test
    void manyBlobsAreRemovedInSeveralSweeps() throws IOException {
        BlobLedger first = ledger(false);
        for (int i = 0; i < 1500; i++) {
            try (BlobLedger.Draft draft = first.create(OWNER)) {
                draft.commit();
            }
        }
        BlobLedger second = ledger(false);
        int turns = 0;
        while (second.sweep() > 0) {
            turns++;
        }
        assertThat(turns).isEqualTo(2);
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }
}
