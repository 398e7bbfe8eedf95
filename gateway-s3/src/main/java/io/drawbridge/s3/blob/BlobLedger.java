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
 * The rows that follow each blob from its first byte to its last, so that a process may end at any moment and leave
 * neither a row without bytes nor bytes that nobody finds again. A blob is <em>unpublished</em> until the commit that
 * points to it, and <em>garbage</em> from the commit that lets it go; {@link #sweep} removes garbage, and what processes
 * that are gone left unpublished. Safe for many threads.
 */
public final class BlobLedger {
    /** How long garbage is kept for readers that this process cannot see. */
    public static final Duration GRACE = Duration.ofMinutes(10);

    /** Who was heard of in this time is taken to be running. */
    public static final Duration ALIVE = Duration.ofSeconds(15);

    /** How long a process may be silent before what it left unpublished is garbage. */
    public static final Duration SILENCE_MAX = Duration.ofMinutes(10);

    /** A clock that differs by more is told in the log: signatures are judged by it. */
    private static final Duration SKEW_TOLD = Duration.ofSeconds(5);

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

    /** How far the time of the shared rows is ahead of the clock, once it was asked for. */
    private volatile @Nullable Long ahead;

    /**
     * @param clock the true time; never one that tests move. Where processes share the rows it only measures what passes
     *     between two looks at the time of the rows: a clock that is wrong harms neither this process nor others
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

    /** Bytes that are being written and that no row points to. */
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
         * Makes the bytes durable. Still nobody points to them: {@link #publish} or {@link #abandon} must follow.
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
                // What failed may still happen elsewhere: it is removed once more when that is over.
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
        // A database of its own may crash alone, while this process goes on writing: the row must outlive that.
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
     * Records in the commit which points to a blob that it is published.
     *
     * @throws AwsException SlowDown when this process was silent so long that another has taken the blob for garbage
     */
    public void publish(Transaction transaction, String blobId) {
        Key key = unpublishedKey(blobId);
        if (transaction.get(key).isEmpty()) {
            throw new AwsException(S3Error.SLOW_DOWN, "Please reduce your request rate.");
        }
        transaction.delete(key);
    }

    /**
     * Gives up a blob whose publication failed. When the outcome of that commit was not known, this decides it: what is
     * published after all stays, everything else becomes garbage. Does not throw.
     */
    public void abandon(String blobId) {
        try {
            boolean given = store.transact(Durability.OS, transaction -> {
                boolean unpublished = transaction.get(unpublishedKey(blobId)).isPresent();
                if (unpublished) {
                    transaction.delete(unpublishedKey(blobId));
                    discard(transaction, blobId);
                }
                return unpublished;
            });
            LOG.atDebug()
                    .addKeyValue("blobId", blobId)
                    .addKeyValue("given up", given)
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

    /** Records in the commit which lets a blob go that it is garbage. */
    public void discard(Transaction transaction, String blobId) {
        transaction.put(garbageKey(now(), blobId), NOTHING);
    }

    /** While it is open, this process removes nothing that was discarded less than {@link #GRACE} ago. */
    public Reader reader() {
        readers.incrementAndGet();
        return readers::decrementAndGet;
    }

    /** Reads several blobs one after the other. */
    @FunctionalInterface
    public interface Reader extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Keeps every blob: until it is closed, this process removes none that a row points to which is read from now on. What
     * is let go meanwhile stays garbage and is removed later.
     */
    public Hold hold() {
        holds.incrementAndGet();
        return holds::decrementAndGet;
    }

    /** Copies blobs of one moment while others write. Closed once. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Tells the other processes that share the store that this one runs; to be called each second, and never behind work
     * that may take longer than {@link #ALIVE}.
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
     * Removes garbage that nobody can be reading, and makes garbage of what ended processes left unpublished.
     *
     * @return how many blobs were removed; when it is not zero there may be more to do
     */
    public int sweep() {
        look();
        collectUnpublished();
        return removeGarbage();
    }

    /** Whether other processes that share the store run. */
    public boolean othersWrite() {
        long since = look() - ALIVE.toMillis();
        return store.read(view -> first(view, S3Spaces.BLOB_WRITER.key().range())).stream()
                .anyMatch(row -> !S3Spaces.BLOB_WRITER.read(row.key()).text().equals(epoch)
                        && Counters.decode(row.value()) > since);
    }

    /** The time that all processes have in common, in milliseconds: what it was at the last look, and what passed since. */
    private long now() {
        Long known = ahead;
        return known == null ? look() : clock.millis() + known;
    }

    /** Looks at the time that all processes have in common. */
    private long look() {
        long before = clock.millis();
        OptionalLong time = shared ? store.timeMillis() : OptionalLong.empty();
        long after = clock.millis();
        long found = time.isPresent() ? time.getAsLong() - (before + after) / 2 : 0;
        Long former = ahead;
        ahead = found;
        boolean wrong = Math.abs(found) > SKEW_TOLD.toMillis();
        if (wrong && (former == null || Math.abs(former) <= SKEW_TOLD.toMillis())) {
            LOG.atWarn()
                    .addKeyValue("millis", -found)
                    .log("the clock of this machine differs from that of the database; signatures are judged by it");
        }
        return after + found;
    }

    private void collectUnpublished() {
        long now = now();
        for (Row row : store.read(view -> first(view, S3Spaces.BLOB_WRITER.key().range()))) {
            String other = S3Spaces.BLOB_WRITER.read(row.key()).text();
            boolean gone = !shared || now - Counters.decode(row.value()) > SILENCE_MAX.toMillis();
            if (!other.equals(epoch) && gone) {
                collectUnpublished(row.key(), other);
            }
        }
    }

    private void collectUnpublished(Key writer, String other) {
        boolean all = store.transact(transaction -> {
            Optional<byte[]> seen = transaction.get(writer);
            if (seen.isEmpty() || (shared && now() - Counters.decode(seen.get()) <= SILENCE_MAX.toMillis())) {
                return false;
            }
            List<Row> left = first(
                    transaction,
                    S3Spaces.UNPUBLISHED_BLOB.key().textPrefix(other).range());
            for (Row row : left) {
                transaction.delete(row.key());
                discard(transaction, S3Spaces.UNPUBLISHED_BLOB.read(row.key()).text());
            }
            if (left.size() < SWEEP_ROWS_MAX) {
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
        // INVARIANT: asked after the rows were read: for who holds blobs from now on these were garbage before.
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
