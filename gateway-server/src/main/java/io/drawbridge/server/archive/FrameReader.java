// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads the frames of a file and rejects damaged or truncated files and files with extra bytes. One thread. */
final class FrameReader implements AutoCloseable {
    private static final int START_LENGTH = 5;

    private final Path path;
    private final DataInputStream input;
    private final MessageDigest digest = FrameWriter.sha256();
    private long position;

    /** @throws IOException when the file is not an export; the message is for the operator */
    FrameReader(Path path) throws IOException {
        this.path = path;
        this.input = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20));
        boolean opened = false;
        try {
            byte[] magic = input.readNBytes(Frame.MAGIC.length());
            if (!Arrays.equals(magic, Frame.MAGIC.getBytes(StandardCharsets.US_ASCII))) {
                throw new IOException(path + " is no export of Drawbridge");
            }
            digest.update(magic);
            position = magic.length;
            opened = true;
        } finally {
            if (!opened) {
                input.close();
            }
        }
    }

    /** Receives a frame. */
    interface Visitor {
        void visit(Frame frame, ByteBuffer payload) throws IOException;
    }

    /**
     * Passes every frame except the last to the visitor, and compares the counts and the digest of the last frame.
     *
     * @throws IOException when the file differs from what was written
     */
    Contents each(Visitor visitor) throws IOException {
        long rows = 0;
        long blobs = 0;
        long bytes = 0;
        while (true) {
            byte[] start = new byte[START_LENGTH];
            byte[] payload = next(start);
            Frame frame = Frame.of(start[0]).orElseThrow(() -> damaged("no record begins there"));
            ByteBuffer content = ByteBuffer.wrap(payload);
            if (frame == Frame.END) {
                return end(content, new Contents(rows, blobs, bytes));
            }
            rows += frame == Frame.ROW ? 1 : 0;
            blobs += frame == Frame.BLOB ? 1 : 0;
            bytes += frame == Frame.BYTES ? payload.length : 0;
            digest.update(start);
            digest.update(payload);
            digest.update(ByteBuffer.allocate(4).putInt(0, crc(start, payload)));
            visitor.visit(frame, content);
            position += START_LENGTH + payload.length + 4L;
        }
    }

    private byte[] next(byte[] start) throws IOException {
        byte[] payload;
        int crc;
        try {
            input.readFully(start);
            int length = ByteBuffer.wrap(start).getInt(1);
            if (length < 0 || length > Frame.LENGTH_MAX) {
                throw damaged("no record begins there");
            }
            payload = input.readNBytes(length);
            crc = input.readInt();
        } catch (EOFException e) {
            throw damaged("the file is cut there");
        }
        if (crc != crc(start, payload)) {
            throw damaged("a record does not have its checksum");
        }
        return payload;
    }

    private Contents end(ByteBuffer promised, Contents seen) throws IOException {
        if (promised.remaining() != 24 + 32
                || promised.getLong() != seen.rows()
                || promised.getLong() != seen.blobs()
                || promised.getLong() != seen.bytes()) {
            throw damaged("records are missing");
        }
        byte[] whole = new byte[32];
        promised.get(whole);
        if (!MessageDigest.isEqual(whole, digest.digest())) {
            throw damaged("the file does not have its checksum");
        }
        if (input.read() >= 0) {
            throw damaged("something follows the end");
        }
        return seen;
    }

    private static int crc(byte[] start, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(start);
        crc.update(payload);
        return (int) crc.getValue();
    }

    IOException damaged(String reason) {
        return new IOException(
                path + " is damaged at byte " + position + ": " + reason + "; nothing of it was imported");
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
