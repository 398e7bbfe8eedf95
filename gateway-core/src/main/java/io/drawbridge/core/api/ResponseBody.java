// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** The bytes of a response. */
public sealed interface ResponseBody {
    /** No body. */
    ResponseBody EMPTY = new Bytes(new byte[0]);

    /** The exact number of bytes that will be sent. */
    long contentLength();

    /** Bytes in memory; not changed after they were handed over, and never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements ResponseBody {
        @Override
        public long contentLength() {
            return bytes.length;
        }
    }

    /**
     * A region of a stored file, copied by the kernel where the transport can. The writer closes the channel.
     *
     * @param offset from the start of the file, in bytes
     * @param contentLength bytes to send
     */
    record FileRegion(FileChannel channel, long offset, long contentLength) implements ResponseBody {}

    /** Bytes that are produced while they are sent, on the thread of the handler. */
    record Streamed(long contentLength, Producer producer) implements ResponseBody {}

    /** Writes exactly the announced number of bytes. */
    interface Producer {
        /**
         * @param target blocks while the client is slow
         * @throws IOException when the source failed or the connection broke
         */
        void writeTo(WritableByteChannel target) throws IOException;

        /** Gives back what it holds, in place of {@link #writeTo}. */
        default void discard() {}
    }
}
