// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The length and checksum of a copied file. */
record Copied(long length, int crc32c) {
    private static final int BUFFER_LENGTH = 1 << 20;

    /** Bytes between two fsyncs: unsynced bytes delay every other fsync on the same device. */
    private static final long FSYNC_BYTES = 64L << 20;

    /** Receives notice of the progress of a copy. */
    @FunctionalInterface
    interface Progress {
        /** Ignores the progress, for a copy of files that do not change. */
        Progress IGNORED = () -> {};

        /** @throws IOException when the copy must stop */
        void made() throws IOException;
    }

    /** Returns the line for this file in the list of a backup. */
    String line(String name) {
        return HexFormat.of().toHexDigits(crc32c) + " " + length + " " + name;
    }

    /** Copies a file durably to a path where no file exists. */
    static Copied copy(Path from, Path to, Progress progress) throws IOException {
        PrivateFiles.create(to);
        CRC32C crc = new CRC32C();
        long length = 0;
        long fsyncedLength = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
        try (FileChannel input = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel output = FileChannel.open(to, StandardOpenOption.WRITE)) {
            while (input.read(buffer) >= 0) {
                buffer.flip();
                length += buffer.remaining();
                crc.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    output.write(buffer);
                }
                buffer.clear();
                if (length - fsyncedLength >= FSYNC_BYTES) {
                    output.force(false);
                    fsyncedLength = length;
                }
                progress.made();
            }
            output.force(true);
        }
        progress.made();
        return new Copied(length, (int) crc.getValue());
    }
}
