// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.core.api.ResponseBody;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A range of a blob that the upstream is sending. Its connection is released when the range was read, when reading
 * fails, when it is discarded, and when no read begins for a long time. One reader.
 */
final class UpstreamStream implements ResponseBody.Producer, ReadableByteChannel {
    private static final int BUFFER_LENGTH = 64 << 10;

    private final ResponseInputStream<GetObjectResponse> source;
    private final Consumer<UpstreamStream> ended;
    private final long openedAt;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPENED);
    private long left;

    private enum Phase {
        OPENED,
        BEGUN,
        CLOSED
    }

    /**
     * @param length of the range in bytes
     * @param openedAt in nanoseconds of the caller's clock
     * @param ended called once, at the end
     */
    UpstreamStream(
            ResponseInputStream<GetObjectResponse> source, long length, long openedAt, Consumer<UpstreamStream> ended) {
        this.source = source;
        this.left = length;
        this.openedAt = openedAt;
        this.ended = ended;
    }

    @Override
    public void writeTo(WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
        begin();
        try {
            while (fill(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
        } finally {
            close();
        }
    }

    /** Begins the read; from now on only the reader closes the stream. */
    UpstreamStream begin() throws IOException {
        if (!phase.compareAndSet(Phase.OPENED, Phase.BEGUN)) {
            throw new IOException("a blob was opened and not read in time");
        }
        return this;
    }

    /** @param target a buffer with an array */
    @Override
    public int read(ByteBuffer target) throws IOException {
        return fill(target);
    }

    private int fill(ByteBuffer target) throws IOException {
        if (left == 0) {
            return -1;
        }
        int length = (int) Math.min(left, target.remaining());
        int count = read(target.array(), target.arrayOffset() + target.position(), length);
        if (count < 0) {
            throw new EOFException("the upstream ended an answer " + left + " bytes before its end");
        }
        target.position(target.position() + count);
        left -= count;
        return count;
    }

    private int read(byte[] array, int from, int count) throws IOException {
        try {
            return source.read(array, from, count);
        } catch (SdkException e) {
            throw new IOException("the upstream ended an answer: " + Upstream.reason(e), e);
        }
    }

    @Override
    public boolean isOpen() {
        return phase.get() != Phase.CLOSED;
    }

    @Override
    public void close() {
        if (phase.getAndSet(Phase.CLOSED) != Phase.CLOSED) {
            end();
        }
    }

    @Override
    public void discard() {
        if (phase.compareAndSet(Phase.OPENED, Phase.CLOSED)) {
            end();
        }
    }

    /** Discards the stream if it was opened before that time and no read has begun. */
    void discardOlderThan(long time) {
        if (openedAt - time < 0) {
            discard();
        }
    }

    private void end() {
        try {
            if (left == 0) {
                source.close();
            } else {
                // Reading the rest could take as long as the whole blob.
                source.abort();
            }
        } catch (IOException e) {
            source.abort();
        } finally {
            ended.accept(this);
        }
    }
}
