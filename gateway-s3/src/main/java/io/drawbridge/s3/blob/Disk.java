// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes files; an interface so that tests can lose bytes that were not synced to the device. */
interface Disk {
    /** Creates a new file. */
    Output create(Path file) throws IOException;

    /**
     * Creates a folder and its missing parents; an existing folder is closed to other users.
     *
     * @throws IOException also when other users may write to the folder; the message is for the operator
     */
    void createFolder(Path folder) throws IOException;

    /** Calls fsync on a folder. */
    void fsyncFolder(Path folder) throws IOException;

    /**
     * Returns the number of bytes that may be written before only the reserve is left, which deletions of rows need.
     */
    long room(Path folder) throws IOException;

    /**
     * A file that is being written. One thread at a time, except that {@link #fsync} may run while another thread
     * writes.
     */
    interface Output extends AutoCloseable {
        /** Appends the remaining bytes of the buffer. */
        void write(ByteBuffer source) throws IOException;

        /** Syncs the bytes written so far to the device. When it fails, they are lost, whatever is tried later. */
        void fsync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
