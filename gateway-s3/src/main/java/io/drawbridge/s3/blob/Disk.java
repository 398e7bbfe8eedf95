// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** How files are written, so that tests can lose what was not forced to the device. */
interface Disk {
    /** Makes a new file. */
    Output create(Path file) throws IOException;

    /** Makes a folder with all above it, as far as they are missing. */
    void createFolder(Path folder) throws IOException;

    /** Forces the entries of a folder to the device. */
    void forceFolder(Path folder) throws IOException;

    /** Bytes that may be written before only the reserve is left, with which rows can still be deleted. */
    long room(Path folder) throws IOException;

    /** A file being written. One thread at a time, but for {@link #force}, beside which more may be written. */
    interface Output extends AutoCloseable {
        /** Appends the remaining bytes of the buffer. */
        void write(ByteBuffer source) throws IOException;

        /** Forces the bytes written so far to the device; when it fails, they are lost whatever is tried. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
