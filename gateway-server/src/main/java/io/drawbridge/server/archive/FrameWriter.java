// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** Writes frames: kind, length, payload, and the CRC32C of all three. One thread. */
final class FrameWriter {
    private final FileChannel file;
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(4 * Frame.LENGTH_MAX);

    FrameWriter(FileChannel file) throws IOException {
        this.file = file;
        this.digest = sha256();
        buffer.put(Frame.MAGIC.getBytes(StandardCharsets.US_ASCII));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Frame frame, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        if (length > Frame.LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "frame: " + length + " bytes (expected: at most " + Frame.LENGTH_MAX + ")");
        }
        if (buffer.remaining() < length + 9) {
            flush();
        }
        int start = buffer.position();
        buffer.put(frame.number).putInt(length).put(payload);
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), start, length + 5);
        buffer.putInt((int) crc.getValue());
    }

    /** Writes the last frame and makes the file durable. */
    void end(Contents contents) throws IOException {
        flush();
        ByteBuffer payload = ByteBuffer.allocate(24 + 32);
        payload.putLong(contents.rows()).putLong(contents.blobs()).putLong(contents.bytes());
        write(Frame.END, payload.put(digest.digest()).flip());
        flush();
        file.force(true);
    }

    private void flush() throws IOException {
        buffer.flip();
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }
}
