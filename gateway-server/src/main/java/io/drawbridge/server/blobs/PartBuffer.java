// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of one part, in pieces, so that a small blob takes little memory. One thread at a time. */
final class PartBuffer implements AutoCloseable {
    /** The most bytes of a part. */
    static final int LENGTH_MAX = 8 << 20;

    private final PartMemory memory;
    private final List<byte[]> pieces = new ArrayList<>(1);
    private boolean whole;
    private boolean closed;
    private int length;

    private PartBuffer(PartMemory memory, boolean whole) {
        this.memory = memory;
        this.whole = whole;
    }

    /** @throws IOException when there is not enough memory */
    static PartBuffer first(PartMemory memory) throws IOException {
        memory.reserveFirst();
        return new PartBuffer(memory, false);
    }

    /** Returns a buffer that never waits for memory; empty when there is not enough memory for it now. */
    static Optional<PartBuffer> another(PartMemory memory) {
        return memory.tryReservePart() ? Optional.of(new PartBuffer(memory, true)) : Optional.empty();
    }

    int length() {
        return length;
    }

    boolean full() {
        return length == LENGTH_MAX;
    }

    /** Appends as many of the remaining bytes as there is space for. */
    void append(ByteBuffer source) throws IOException {
        while (source.hasRemaining() && !full()) {
            int index = length / PartMemory.PIECE_LENGTH;
            if (index == pieces.size()) {
                grow();
            }
            int from = length % PartMemory.PIECE_LENGTH;
            int count = Math.min(source.remaining(), PartMemory.PIECE_LENGTH - from);
            source.get(pieces.get(index), from, count);
            length += count;
        }
    }

    private void grow() throws IOException {
        if (!pieces.isEmpty() && !whole) {
            memory.reserveRest();
            whole = true;
        }
        pieces.add(memory.take());
    }

    /** Removes the bytes and keeps the memory for the next part. */
    void clear() {
        length = 0;
    }

    /** Returns the checksum in the format of S3. */
    String crc32c() {
        CRC32C crc = new CRC32C();
        for (int done = 0; done < length; done += PartMemory.PIECE_LENGTH) {
            crc.update(pieces.get(done / PartMemory.PIECE_LENGTH), 0, count(done));
        }
        byte[] bytes = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns a new stream of all bytes; can be called repeatedly. */
    InputStream stream() {
        List<InputStream> streams = new ArrayList<>(pieces.size());
        for (int done = 0; done < length; done += PartMemory.PIECE_LENGTH) {
            streams.add(new ByteArrayInputStream(pieces.get(done / PartMemory.PIECE_LENGTH), 0, count(done)));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private int count(int done) {
        return Math.min(PartMemory.PIECE_LENGTH, length - done);
    }

    /** Releases the memory. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pieces.forEach(memory::giveBack);
        pieces.clear();
        length = 0;
        memory.releaseFirst();
        if (whole) {
            memory.releaseRest();
        }
    }
}
