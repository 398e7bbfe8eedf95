// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.log.Log;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rows that track each blob from creation to removal, so that a process may crash at any time and leave neither a
 * row without bytes nor bytes that are never removed. A blob is <em>unpublished</em> until the commit that points to
 * it, and <em>garbage</em> from the commit that releases it; {@link #sweep} removes garbage, and the blobs that ended
 * processes left unpublished. Safe for many threads.
 */
public final class BlobLedger {
    /** How long garbage is kept for readers that this process cannot see. */
    public static final Duration GRACE = Duration.ofMinutes(10);

    /** A process whose last heartbeat is not older than this is taken to be running. */
    public static final Duration ALIVE = Duration.ofSeconds(15);

    /** How long a process may send no heartbeat before its unpublished blobs become garbage. */
    public static final Duration SILENCE_MAX = Duration.ofMinutes(10);

    /** A clock that differs by more is logged, because signatures are checked against it. */
    private static final Duration SKEW_LOGGED = Duration.ofSeconds(5);

    private static final int SWEEP_ROWS_MAX = 1000;
    private static final byte[] NOTHING = {};
    private static final HexFormat HEX = HexFormat.of();
    private static final Log LOG = Log.of(BlobLedger.class);

    private final KeyValueStore store;
    private final BlobStore blobs;
    private final Clock clock;
    private final boolean shared;
    private final String epoch;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger holds = new AtomicInteger();

    /** How far the time of the shared rows is ahead of the clock; null until it was first read. */
    private volatile @Nullable Long ahead;

    /**
     * @param clock the true time; never one that tests move. Where processes share the rows it only measures the time
     *     between two reads of the shared time: a wrong clock harms neither this process nor others
     * @param random names this process among all that ever used the store
     * @param shared whether other processes use the same rows at the same time
     */
    public BlobLedger(KeyValueStore store, BlobStore blobs, Clock clock, RandomGenerator random, boolean shared) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
        this.shared = shared;
        this.epoch = HEX.toHexDigits(random.nextLong());
    }

    /** Bytes that are being written and that no row points to yet. */
    public final class Draft implements AutoCloseable {
        private final String blobId;
        private final BlobStore.Writer writer;
        private boolean committing;
        private boolean committed;

        private Draft(String blobId, BlobStore.Writer writer) {
            this.blobId = blobId;
            this.writer = writer;
        }

        /** Appends the remaining bytes of the buffer. */
        public void write(ByteBuffer source) throws IOException {
            writer.write(source);
        }

        /**
         * Makes the bytes durable. No row points to them yet: {@link #publish} or {@link #abandon} must follow.
         *
         * @return the blob's id
         */
        public String commit() throws IOException {
            committing = true;
            writer.commit();
            committed = true;
            return blobId;
        }

        @Override
        public void close() {
            boolean closed = false;
            try {
                writer.close();
                closed = true;
            } catch (UncheckedIOException e) {
                LOG.atWarn().addKeyValue("blobId", blobId).setCause(e).log("a blob is left; it is removed later");
            }
            if (committed) {
                return;
            }
            if (closed && !committing) {
                forget(blobId);
            } else {
                // The failed call may still take effect later; the sweep removes the blob again after that.
                leave(blobId);
            }
        }
    }

    /**
     * Begins a blob.
     *
     * @throws StoreFullException when there is no room
     */
    public Draft create(BlobOwner owner) throws IOException {
        String blobId = epoch + "-" + HEX.toHexDigits(sequence.incrementAndGet());
        // A separate database may crash alone while this process continues to write; the row must survive that.
        store.transact(shared ? Durability.FSYNC : Durability.OS, transaction -> {
            beat(transaction);
            transaction.put(unpublishedKey(blobId), NOTHING);
            return true;
        });
        boolean created = false;
        try {
            Draft draft = new Draft(blobId, blobs.create(blobId, owner));
            created = true;
            return draft;
        } finally {
            if (!created) {
                forget(blobId);
            }
        }
    }

    /**
     * Records, in the commit that points to a blob, that the blob is published.
     *
     * @throws AwsException SlowDown when this process sent no heartbeat for so long that another has made the blob
     *     garbage
     */
    public void publish(Transaction transaction, String blobId) {
        Key key = unpublishedKey(blobId);
        if (transaction.get(key).isEmpty()) {
            throw new AwsException(S3Error.SLOW_DOWN, "Please reduce your request rate.");
        }
        transaction.delete(key);
    }

    /**
     * Gives up a blob whose publication failed. When the outcome of that commit is unknown, this decides it: a blob
     * that was published after all stays, any other becomes garbage. Does not throw.
     */
    public void abandon(String blobId) {
        try {
            boolean abandoned = store.transact(Durability.OS, transaction -> {
                boolean unpublished = transaction.get(unpublishedKey(blobId)).isPresent();
                if (unpublished) {
                    transaction.delete(unpublishedKey(blobId));
                    discard(transaction, blobId);
                }
                return unpublished;
            });
            LOG.atDebug()
                    .addKeyValue("blobId", blobId)
                    .addKeyValue("given up", abandoned)
                    .log("a blob was not needed");
        } catch (StoreUnavailableException | StoreFullException | ConflictException e) {
            LOG.atWarn().addKeyValue("blobId", blobId).setCause(e).log("a blob is left until the next start");
        }
    }

    private void leave(String blobId) {
        store.transact(Durability.MEMORY, transaction -> {
            transaction.delete(unpublishedKey(blobId));
            discard(transaction, blobId);
            return true;
        });
    }

    private void forget(String blobId) {
        store.transact(Durability.MEMORY, transaction -> {
            transaction.delete(unpublishedKey(blobId));
            return true;
        });
    }

    /** Records, in the commit that releases a blob, that the blob is garbage. */
    public void discard(Transaction transaction, String blobId) {
        transaction.put(garbageKey(now(), blobId), NOTHING);
    }

    /**
     * Returns a guard for readers. While it is open, this process removes no blob that was discarded less than
     * {@link #GRACE} ago.
     */
    public Reader reader() {
        readers.incrementAndGet();
        return readers::decrementAndGet;
    }

    /** Lets its owner read several blobs, one after the other. */
    @FunctionalInterface
    public interface Reader extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Returns a guard for backups. While it is open, this process removes no blob that a row points to which is read
     * from now on. Blobs that are released meanwhile stay garbage and are removed later.
     */
    public Hold hold() {
        holds.incrementAndGet();
        return holds::decrementAndGet;
    }

    /** Lets its owner copy the blobs of one read version while others write. Closed once. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Records a heartbeat for the other processes that share the store. Call it each second, and never after work that
     * may take longer than {@link #ALIVE}.
     */
    public void beat() {
        if (shared) {
            look();
            store.transact(Durability.MEMORY, transaction -> {
                beat(transaction);
                return true;
            });
        }
    }

    private void beat(Transaction transaction) {
        transaction.put(writerKey(epoch), Counters.encode(now()));
    }

    /**
     * Removes garbage that has no reader any more, and makes garbage of the blobs that ended processes left
     * unpublished.
     *
     * @return the number of removed blobs; when it is not zero there may be more to do
     */
    public int sweep() {
        look();
        collectUnpublished();
        return removeGarbage();
    }

    /** Returns whether other processes that share the store run. */
    public boolean othersWrite() {
        long since = look() - ALIVE.toMillis();
        return store.read(view -> first(view, S3Spaces.BLOB_WRITER.key().range())).stream()
                .anyMatch(row -> !S3Spaces.BLOB_WRITER.read(row.key()).text().equals(epoch)
                        && Counters.decode(row.value()) > since);
    }

    /**
     * Returns the time that all processes share, in milliseconds: the last value read, plus the time that passed since.
     */
    private long now() {
        Long lastOffset = ahead;
        return lastOffset == null ? look() : clock.millis() + lastOffset;
    }

    /** Reads the time that all processes share. */
    private long look() {
        long before = clock.millis();
        OptionalLong time = shared ? store.timeMillis() : OptionalLong.empty();
        long after = clock.millis();
        long offset = time.isPresent() ? time.getAsLong() - (before + after) / 2 : 0;
        Long former = ahead;
        ahead = offset;
        boolean wrong = Math.abs(offset) > SKEW_LOGGED.toMillis();
        if (wrong && (former == null || Math.abs(former) <= SKEW_LOGGED.toMillis())) {
            LOG.atWarn()
                    .addKeyValue("millis", -offset)
                    .log("the clock of this machine differs from that of the database; signatures are judged by it");
        }
        return after + offset;
    }

    private void collectUnpublished() {
        long now = now();
        for (Row row : store.read(view -> first(view, S3Spaces.BLOB_WRITER.key().range()))) {
            String other = S3Spaces.BLOB_WRITER.read(row.key()).text();
            boolean ended = !shared || now - Counters.decode(row.value()) > SILENCE_MAX.toMillis();
            if (!other.equals(epoch) && ended) {
                collectUnpublished(row.key(), other);
            }
        }
    }

    private void collectUnpublished(Key writer, String other) {
        boolean all = store.transact(transaction -> {
            Optional<byte[]> heartbeat = transaction.get(writer);
            if (heartbeat.isEmpty() || (shared && now() - Counters.decode(heartbeat.get()) <= SILENCE_MAX.toMillis())) {
                return false;
            }
            List<Row> unpublished = first(
                    transaction,
                    S3Spaces.UNPUBLISHED_BLOB.key().textPrefix(other).range());
            for (Row row : unpublished) {
                transaction.delete(row.key());
                discard(transaction, S3Spaces.UNPUBLISHED_BLOB.read(row.key()).text());
            }
            if (unpublished.size() < SWEEP_ROWS_MAX) {
                transaction.delete(writer);
                return true;
            }
            return false;
        });
        LOG.atDebug().addKeyValue("writer", other).addKeyValue("complete", all).log("unpublished blobs collected");
    }

    private int removeGarbage() {
        boolean wait = shared || readers.get() > 0;
        long until = now() - (wait ? GRACE.toMillis() : -1);
        List<Row> due = until <= 0
                ? List.of()
                : store.read(view -> first(
                        view,
                        new KeyRange(
                                S3Spaces.GARBAGE_BLOB.key().range().from(),
                                S3Spaces.GARBAGE_BLOB.key().number(until).key())));
        // INVARIANT: read after the rows: for a hold that begins from now on, these blobs were garbage before.
        if (holds.get() > 0) {
            return 0;
        }
        List<Key> removed = new ArrayList<>(due.size());
        for (Row row : due) {
            KeyReader key = S3Spaces.GARBAGE_BLOB.read(row.key());
            key.number();
            String blobId = key.text();
            try {
                blobs.delete(blobId);
                removed.add(row.key());
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("blobId", blobId).setCause(e).log("a blob could not be removed; it stays due");
            }
        }
        if (!removed.isEmpty()) {
            store.transact(Durability.MEMORY, transaction -> {
                removed.forEach(transaction::delete);
                return true;
            });
        }
        return removed.size();
    }

    private static List<Row> first(ReadTransaction view, KeyRange range) {
        List<Row> rows = new ArrayList<>();
        ReadTransaction.Scan scan = view.scan(range);
        for (Row row = scan.next(); row != null && rows.size() < SWEEP_ROWS_MAX; row = scan.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static Key unpublishedKey(String blobId) {
        return S3Spaces.UNPUBLISHED_BLOB.key().text(blobId).key();
    }

    private static Key garbageKey(long discardedAt, String blobId) {
        return S3Spaces.GARBAGE_BLOB.key().number(discardedAt).text(blobId).key();
    }

    private static Key writerKey(String writer) {
        return S3Spaces.BLOB_WRITER.key().text(writer).key();
    }
}
