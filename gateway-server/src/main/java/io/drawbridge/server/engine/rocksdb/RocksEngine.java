// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.GroupCommitter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.RecentChanges;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Rows in RocksDB, in one folder, of one process. Commits of concurrent callers share one write and one sync.
 *
 * <p>A failed write or sync is never retried on the same file: its requests fail, and before the next commit the files
 * are opened again, with the state that is really on the device. Reads continue meanwhile.
 */
public final class RocksEngine implements KeyValueEngine {
    /** Below this free space only commits that write no row are accepted: deleting needs space too. */
    public static final long RESERVE_BYTES = 64L << 20;

    private static final int RECENT_CHANGES = 32_768;
    private static final int GROUP_COMMITS_MAX = 256;
    private static final long REOPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SPACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Log LOG = Log.of(RocksEngine.class);

    private final Path folder;
    private final LongSupplier usableBytes;
    private final GroupCommitter committer = new GroupCommitter(this::write, GROUP_COMMITS_MAX);
    private final RecentChanges recent;
    private final DurableCommitMarker synced;
    private volatile @Nullable Database current;
    private volatile boolean closed;

    private final ReentrantLock reopening = new ReentrantLock();

    /** Written by the writer thread, and by the thread that opens the files again, while no thread can write. */
    private volatile long newestVersion;

    /**
     * The number of times the files were opened again. Afterwards less of a failed write may be on the device than was
     * read before, and its commit versions are used again. INVARIANT: does not change while a use of the files lasts.
     */
    private final AtomicLong history = new AtomicLong();

    private volatile long triedToOpenAt;

    // Only the writer thread accesses these.
    private long askedForSpaceAt;
    private boolean spaceLeft;

    private RocksEngine(
            Path folder, LongSupplier usableBytes, DurableCommitMarker synced, Database database, long commitVersion) {
        this.folder = folder;
        this.usableBytes = usableBytes;
        this.synced = synced;
        this.current = database;
        this.newestVersion = commitVersion;
        this.recent = new RecentChanges(RECENT_CHANGES, commitVersion);
        this.askedForSpaceAt = System.nanoTime() - SPACE_NANOS;
    }

    /**
     * Opens the rows in a folder, which is created when it is missing.
     *
     * @param libraryFolder the folder of the native library; only the server should be able to write to it
     * @throws IOException when the folder cannot be opened or lacks acknowledged commits; the message contains the
     *     reason and what to do
     */
    public static RocksEngine open(Path folder, Path libraryFolder) throws IOException {
        return open(folder, libraryFolder, LostCommits.REFUSE);
    }

    /**
     * Opens the rows in a folder, which is created when it is missing.
     *
     * @param lost what to do when the rows lack acknowledged commits
     */
    public static RocksEngine open(Path folder, Path libraryFolder, LostCommits lost) throws IOException {
        return open(folder, libraryFolder, lost, () -> usableBytes(folder));
    }

    /** @param usableBytes the free space of the device */
    static RocksEngine open(Path folder, Path libraryFolder, LongSupplier usableBytes) throws IOException {
        return open(folder, libraryFolder, LostCommits.REFUSE, usableBytes);
    }

    private static RocksEngine open(Path folder, Path libraryFolder, LostCommits lost, LongSupplier usableBytes)
            throws IOException {
        NativeLibrary.load(libraryFolder);
        Files.createDirectories(folder);
        RowSnapshot.removeLeft(folder);
        DurableCommitMarker synced = DurableCommitMarker.open(folder);
        boolean opened = false;
        try {
            Database database = openChecked(folder, synced, lost);
            RocksEngine engine = new RocksEngine(folder, usableBytes, synced, database, storedVersion(database));
            opened = true;
            return engine;
        } catch (RocksDBException e) {
            boolean damaged = e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
            throw new IOException(
                    "cannot open the rows in " + folder + ": " + e.getMessage()
                            + (damaged ? "; bring back a backup" : ""),
                    e);
        } finally {
            if (!opened) {
                synced.close();
            }
        }
    }

    /**
     * Opens the files, and checks that they contain every commit that is known to have been on the device. Commits that
     * a kill cut off the end of the log were never acknowledged.
     */
    private static Database openChecked(Path folder, DurableCommitMarker synced, LostCommits lost)
            throws IOException, RocksDBException {
        RecoveredLogs logs = RecoveredLogs.in(folder);
        Database database = null;
        boolean whole = false;
        try {
            database = Database.open(folder);
            requireSynced(folder, storedVersion(database), synced, lost, logs);
            whole = true;
            return database;
        } finally {
            if (!whole && database != null) {
                database.close(CLOSE_WAIT_NANOS);
            }
            // No links are left here when the logs are to be kept; RocksDB removes no log that it could not open.
            logs.forget();
        }
    }

    private static void requireSynced(
            Path folder, long commitVersion, DurableCommitMarker synced, LostCommits lost, RecoveredLogs logs)
            throws IOException {
        long missing = synced.commitVersion() - commitVersion;
        if (missing <= 0) {
            return;
        }
        Path kept = logs.keep();
        if (lost == LostCommits.REFUSE) {
            throw new IOException("the log of the rows in " + folder + " is damaged: the newest " + missing
                    + " or more commits that were answered with success cannot be read; bring back a backup, or"
                    + " go on without them, once, with: drawbridge scrub --data DIR --accept-lost-commits (the"
                    + " log as it was found is in " + kept + ")");
        }
        LOG.atWarn()
                .addKeyValue("folder", folder)
                .addKeyValue("commits", missing)
                .addKeyValue("log", kept)
                .log("opened without the newest commits, which cannot be read");
        synced.note(commitVersion);
    }

    private static long usableBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for the free space of " + folder, e);
        }
    }

    private static long storedVersion(Database database) throws RocksDBException {
        RocksDB db = database.use();
        if (db == null) {
            throw new IllegalStateException("a database that was just opened is closed");
        }
        try {
            byte[] stored = db.get(StoredRow.VERSION_KEY);
            return stored == null ? 0 : StoredRow.commitVersion(stored);
        } finally {
            database.release();
        }
    }

    @Override
    public View view() {
        NonBlocking.requireBlockingAllowed();
        Database database = database();
        RocksDB db = use(database);
        return new RocksView(database, db, history.get());
    }

    @Override
    public @Nullable Row get(Key key) {
        Database database = database();
        RocksDB db = use(database);
        try {
            return database.rows().get(key, missingKey -> {
                NonBlocking.requireBlockingAllowed();
                byte[] stored = db.get(missingKey.bytes());
                return stored == null ? null : StoredRow.decode(missingKey, stored);
            });
        } catch (RocksDBException e) {
            throw unavailable(e);
        } finally {
            database.release();
        }
    }

    private Database database() {
        Database database = current;
        return database != null && !database.failed() ? database : reopenedAfterFailure();
    }

    /**
     * Opens the files again after a failure, unless this was tried a short time ago. Readers do this: the readers of
     * the old files must end first, and a commit waits for no reader. Meanwhile the old files are read.
     */
    private Database reopenedAfterFailure() {
        NonBlocking.requireBlockingAllowed();
        reopening.lock();
        try {
            Database database = current;
            if (closed) {
                throw new StoreUnavailableException("the store is closed");
            }
            if (database != null && !database.failed()) {
                return database;
            }
            long now = System.nanoTime();
            boolean due = now - triedToOpenAt >= REOPEN_NANOS && usableBytes.getAsLong() >= RESERVE_BYTES;
            if (due) {
                triedToOpenAt = now;
                if (database == null || database.close(CLOSE_WAIT_NANOS)) {
                    return reopen();
                }
            }
            if (database == null) {
                throw new StoreUnavailableException("the rows in " + folder + " cannot be opened");
            }
            return database;
        } finally {
            reopening.unlock();
        }
    }

    private static RocksDB use(Database database) {
        RocksDB db = database.use();
        if (db == null) {
            throw new StoreUnavailableException("the store is being closed or opened anew");
        }
        return db;
    }

    @Override
    public boolean commit(Commit commit) {
        NonBlocking.requireBlockingAllowed();
        return committer.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        Changes changes = recent.changes(range, afterVersion, max);
        if (changes.reset() && afterVersion > changes.completeTo() && !recent.isAmbiguous(afterVersion)) {
            // A view may see a commit shortly before it is recorded here.
            try (View view = view()) {
                if (afterVersion <= view.commitVersion()) {
                    return new Changes(List.of(), afterVersion, false);
                }
            }
        }
        return changes;
    }

    private void write(List<GroupCommitter.Ticket> group) {
        Database database;
        RocksDB db;
        try {
            database = forWriting();
            db = use(database);
        } catch (StoreFullException e) {
            group.forEach(ticket -> ticket.fail(this::full));
            return;
        }
        try {
            write(database, new RocksGroup(db, recent, new ReadVersion(newestVersion, history.get())), group);
        } catch (RocksDBException e) {
            markFailed(database);
            fail(group, e);
        } finally {
            database.release();
        }
    }

    /** Marks the files as failed: after a failed write their state is unknown, and the next commit opens them again. */
    private void markFailed(Database database) {
        database.fail();
        triedToOpenAt = System.nanoTime();
    }

    /**
     * Takes a snapshot of all rows, with every commit before this call, synced or not. Readers and writers wait for it
     * no longer than for a flush. One at a time.
     *
     * @throws IOException when there is no space for rows that are not in files yet, or the device failed
     */
    public RowSnapshot snapshot() throws IOException {
        if (usableBytes.getAsLong() < RESERVE_BYTES) {
            throw new IOException("the device of " + folder + " has less than " + (RESERVE_BYTES >> 20) + " MiB left");
        }
        RowSnapshot.removeLeft(folder);
        RowSnapshot snapshot = new RowSnapshot(folder);
        Database database = database();
        RocksDB db = use(database);
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            // The memory is flushed first: a log may end before its last commits, files do not.
            checkpoint.createCheckpoint(snapshot.folder().toString());
            return snapshot;
        } catch (RocksDBException e) {
            throw new IOException("no snapshot of the rows in " + folder + ": " + e.getMessage(), e);
        } finally {
            database.release();
        }
    }

    /** Returns the open files, for tests that let them fail. */
    @Nullable
    Database opened() {
        return current;
    }

    private void write(Database database, RocksGroup commits, List<GroupCommitter.Ticket> group)
            throws RocksDBException {
        List<GroupCommitter.Ticket> accepted = new ArrayList<>(group.size());
        boolean sync = false;
        for (GroupCommitter.Ticket ticket : group) {
            if (grows(ticket.commit()) && !hasSpace()) {
                ticket.fail(this::full);
            } else if (commits.add(ticket.commit())) {
                accepted.add(ticket);
                sync |= ticket.commit().durability() == Durability.FSYNC;
            } else {
                ticket.settle(false);
            }
        }
        if (accepted.isEmpty()) {
            return;
        }
        commits.write(database, sync);
        if (sync) {
            synced.note(commits.commitVersion());
        }
        newestVersion = commits.commitVersion();
        commits.noteIn(recent);
        accepted.forEach(ticket -> ticket.settle(true));
    }

    /**
     * Returns whether the commit needs space. A row without a value next to a deletion does not count: it marks bytes
     * for removal.
     */
    private static boolean grows(Commit commit) {
        boolean deletes = commit.operations().stream().anyMatch(Commit.Operation.Delete.class::isInstance);
        for (Commit.Operation operation : commit.operations()) {
            if (operation instanceof Commit.Operation.Put put && !(deletes && put.value().length == 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasSpace() {
        long now = System.nanoTime();
        if (now - askedForSpaceAt >= SPACE_NANOS) {
            askedForSpaceAt = now;
            spaceLeft = usableBytes.getAsLong() >= RESERVE_BYTES;
        }
        return spaceLeft;
    }

    private StoreFullException full() {
        return new StoreFullException("the device of " + folder + " has less than " + (RESERVE_BYTES >> 20)
                + " MiB left; delete data or make room, and the server goes on by itself");
    }

    private Database forWriting() {
        Database database = current;
        if (database != null && !database.failed()) {
            return database;
        }
        if (usableBytes.getAsLong() < RESERVE_BYTES) {
            throw full();
        }
        throw new StoreUnavailableException("the rows in " + folder + " could not be written a moment ago");
    }

    private Database reopen() {
        current = null;
        try {
            Database database = openChecked(folder, synced, LostCommits.REFUSE);
            // A failed write may have reached the device after all: views and followers of the old files must restart.
            history.incrementAndGet();
            newestVersion = storedVersion(database);
            recent.reset(newestVersion);
            current = database;
            return database;
        } catch (RocksDBException e) {
            throw unavailable(e);
        } catch (IOException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private void fail(List<GroupCommitter.Ticket> group, RocksDBException cause) {
        boolean noSpace = cause.getStatus() != null && cause.getStatus().getSubCode() == Status.SubCode.NoSpace;
        for (GroupCommitter.Ticket ticket : group) {
            if (!ticket.settled()) {
                ticket.fail(noSpace ? this::full : () -> unavailable(cause));
            }
        }
    }

    static StoreUnavailableException unavailable(RocksDBException cause) {
        return new StoreUnavailableException("RocksDB: " + cause.getMessage(), cause);
    }

    @Override
    public Blocking blocking() {
        return Blocking.SOMETIMES;
    }

    @Override
    public void close() {
        reopening.lock();
        try {
            closed = true;
            Database database = current;
            current = null;
            if (database != null) {
                // A reader that does not end keeps the files open until the process ends; the log contains every
                // commit.
                database.close(CLOSE_WAIT_NANOS);
            }
            synced.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the rows in " + folder, e);
        } finally {
            reopening.unlock();
        }
    }
}
