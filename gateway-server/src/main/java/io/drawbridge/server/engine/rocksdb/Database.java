// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * One open instance of the RocksDB files. Closing it too early would free native memory that is still in use: each
 * access must hold a use, and {@link #close} waits until the last use has ended.
 */
final class Database {
    private static final long MEMTABLE_BYTES = 16 << 20;
    private static final long LOG_BYTES_MAX = 48 << 20;
    private static final long CACHE_BYTES = 24 << 20;
    private static final long BLOB_BYTES_MIN = 4 << 10;
    private static final long ROW_CACHE_BYTES_MAX = 32 << 20;
    private static final int ROW_CACHE_SHARE = 16;
    private static final int CLOSING = 1 << 24;

    private final RocksDB db;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final List<AutoCloseable> natives = new ArrayList<>();
    private final RowCache rows =
            new RowCache(Math.min(ROW_CACHE_BYTES_MAX, Runtime.getRuntime().maxMemory() / ROW_CACHE_SHARE));
    private final AtomicInteger uses = new AtomicInteger();
    private volatile boolean failed;

    @FunctionalInterface
    private interface Opener {
        RocksDB open(Options options, String folder) throws RocksDBException;
    }

    private Database(Path folder, Opener opener) throws RocksDBException {
        LRUCache cache = new LRUCache(CACHE_BYTES);
        BloomFilter filter = new BloomFilter(10, false);
        Options options = options(cache, filter);
        natives.addAll(List.of(options, synced, unsynced, filter, cache));
        try {
            this.db = opener.open(options, folder.toString());
        } catch (RocksDBException e) {
            free();
            throw e;
        }
    }

    static Database open(Path folder) throws RocksDBException {
        return new Database(folder, RocksDB::open);
    }

    /** Opens files that no process writes to, read-only. */
    static Database openToRead(Path folder) throws RocksDBException {
        Database database = new Database(folder, RocksDB::openReadOnly);
        database.fail();
        return database;
    }

    private static Options options(LRUCache cache, BloomFilter filter) {
        return new Options()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(3)
                // The amount of log that a restart after a kill reads again.
                .setMaxTotalWalSize(LOG_BYTES_MAX)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setAvoidFlushDuringRecovery(false)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(512)
                .setBytesPerSync(1 << 20)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setMaxManifestFileSize(4 << 20)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTargetFileSizeBase(MEMTABLE_BYTES)
                .setMaxBytesForLevelBase(MEMTABLE_BYTES * 4)
                .setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES_MIN)
                .setEnableBlobGarbageCollection(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(filter)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFormatVersion(5));
    }

    /** Begins a use; returns null when this instance is being closed. */
    @Nullable
    RocksDB use() {
        if (uses.incrementAndGet() >= CLOSING) {
            uses.decrementAndGet();
            return null;
        }
        return db;
    }

    /** Ends a use. */
    void release() {
        uses.decrementAndGet();
    }

    /** Returns the row cache of this instance. */
    RowCache rows() {
        return rows;
    }

    WriteOptions writeOptions(boolean sync) {
        return sync ? synced : unsynced;
    }

    /** Records a failed write: nothing more is written through this instance. Reads still work. */
    void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }

    /**
     * Rejects new uses, waits for the remaining ones, and closes the files.
     *
     * @return false when uses remained after that time; they continue
     */
    boolean close(long waitNanos) {
        uses.addAndGet(CLOSING);
        long deadline = System.nanoTime() + waitNanos;
        while (uses.get() % CLOSING != 0) {
            if (System.nanoTime() - deadline > 0) {
                uses.addAndGet(-CLOSING);
                return false;
            }
            LockSupport.parkNanos(100_000);
        }
        if (!failed) {
            flush();
        }
        db.close();
        free();
        return true;
    }

    /** Flushes all rows, so that a clean stop leaves an empty log and the next start reads none of it. */
    private void flush() {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options);
        } catch (RocksDBException e) {
            // The log contains all rows; the next start reads them from there.
            failed = true;
        }
    }

    private void free() {
        for (AutoCloseable part : natives) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot free " + part, e);
            }
        }
    }
}
