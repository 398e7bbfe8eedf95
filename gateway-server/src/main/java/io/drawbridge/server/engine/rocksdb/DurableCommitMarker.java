// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.log.Log;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The newest commit version that is known to be on the device, in a separate file next to the rows. A log that ends
 * before it has lost acknowledged commits. RocksDB alone cannot distinguish the end that a kill left from a damaged
 * record with commits after it.
 *
 * <p>The file is written after each sync of the log, without an fsync: a kill loses none of it, and a loss of power may
 * leave an older commit version, which requires less of the log. One thread at a time.
 */
final class DurableCommitMarker implements AutoCloseable {
    private static final String NAME = "synced";
    private static final long MAGIC = 0x44_42_53_59_4e_43_0d_0aL;
    private static final int LENGTH = 8 + 8 + 4;
    private static final Log LOG = Log.of(DurableCommitMarker.class);

    // Not a FileChannel, which is closed when a thread is interrupted while it writes.
    private final RandomAccessFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    private long commitVersion;
    private boolean complained;

    private DurableCommitMarker(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Opens the marker, or creates it.
     *
     * @param folder of the rows
     */
    static DurableCommitMarker open(Path folder) throws IOException {
        DurableCommitMarker mark = new DurableCommitMarker(
                new RandomAccessFile(folder.resolve(NAME).toFile(), "rw"));
        boolean opened = false;
        try {
            mark.read();
            opened = true;
            return mark;
        } finally {
            if (!opened) {
                mark.close();
            }
        }
    }

    private void read() throws IOException {
        byte[] bytes = buffer.array();
        int length = 0;
        for (int count = 0; count >= 0 && length < LENGTH; length += Math.max(count, 0)) {
            count = file.read(bytes, length, LENGTH - length);
        }
        // A missing, torn or damaged marker requires nothing: it must never prevent an intact store from opening.
        if (length == LENGTH && buffer.getLong(0) == MAGIC && buffer.getInt(16) == crc()) {
            commitVersion = buffer.getLong(8);
        }
    }

    private int crc() {
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), 0, LENGTH - 4);
        return (int) crc.getValue();
    }

    /** Returns the commit version that the rows must reach; zero when none is known. */
    long commitVersion() {
        return commitVersion;
    }

    /**
     * Writes a commit version that is on the device. When that fails the old one stays, which requires less.
     *
     * @param newVersion may be lower than the old one after the operator accepted a loss
     */
    void note(long newVersion) {
        buffer.putLong(0, MAGIC).putLong(8, newVersion);
        buffer.putInt(16, crc());
        try {
            file.seek(0);
            // One call: a kill leaves either the old or the new commit version.
            file.write(buffer.array(), 0, LENGTH);
            commitVersion = newVersion;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.warn("the mark of synced commits cannot be written; a damaged log may be opened unnoticed", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
