// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a request, pulled by the thread that handles it. The sender is held back while nobody reads. One reader
 * at a time; closing it early discards the rest.
 */
public interface RequestBody extends AutoCloseable {
    /** The announced length in bytes, or -1 when the body is chunked by HTTP. */
    long contentLength();

    /** Whether all bytes are in memory, so that no read waits. */
    default boolean buffered() {
        return false;
    }

    /**
     * Reads at least one byte into the buffer, waiting for it if need be.
     *
     * @param target has room for at least one byte
     * @return the number of bytes read, or -1 at the end of the body
     * @throws IOException when the connection broke before the end, or sent nothing for too long
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * The request is authorized: a client that waits for {@code 100 Continue} gets it now. Reading has the same effect.
     * May be called more than once, and on an event loop.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1">RFC 9110, 10.1.1</a>
     */
    default void sendContinue() {}

    @Override
    void close();

    /** A body held in memory. */
    static RequestBody of(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        return new RequestBody() {
            @Override
            public long contentLength() {
                return bytes.length;
            }

            @Override
            public boolean buffered() {
                return true;
            }

            @Override
            public int read(ByteBuffer target) {
                if (!source.hasRemaining()) {
                    return -1;
                }
                int count = Math.min(source.remaining(), target.remaining());
                target.put(source.slice().limit(count));
                source.position(source.position() + count);
                return count;
            }

            @Override
            public void close() {
                source.position(source.limit());
            }
        };
    }
}
