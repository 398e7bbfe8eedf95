// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls fsync on one folder for many writers (group commit): a writer that comes while an fsync runs waits for the
 * next one, which then counts for all waiting writers. Safe for many threads.
 */
final class DirectorySync {
    private final Disk disk;
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private long begun;
    private long succeeded;
    private long failed;
    private boolean busy;

    DirectorySync(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Returns when the entries made before this call are on the device.
     *
     * @throws IOException when the device failed; it reports a failure once, so no waiting writer tries again
     */
    void fsync() throws IOException {
        long turn = turn();
        if (turn == 0) {
            return;
        }
        boolean done = false;
        try {
            disk.fsyncFolder(folder);
            done = true;
        } finally {
            lock.lock();
            try {
                busy = false;
                succeeded = done ? turn : succeeded;
                failed = done ? failed : turn;
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Returns the number of the fsync that the caller must run, or zero when the fsync of another writer was enough.
     */
    private long turn() throws IOException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (busy) {
                idle.awaitUninterruptibly();
                if (failed >= needed) {
                    throw new IOException("cannot force the folder " + folder + " to the device");
                }
                if (succeeded >= needed) {
                    return 0;
                }
            }
            busy = true;
            return ++begun;
        } finally {
            lock.unlock();
        }
    }
}
