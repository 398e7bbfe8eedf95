// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.api.ResponseBody;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where bytes live that are too large for a row. A blob is written once under a name that is never used again, made
 * durable before any row points to it, and deleted after the last row that did. Safe for many threads.
 */
public interface BlobStore extends AutoCloseable {
    /** Begins a new blob. */
    Writer create() throws IOException;

    /**
     * Opens a part of a blob.
     *
     * @param offset from its first byte
     * @param length at least 1; offset and length lie within the blob
     * @throws IOException when the blob is not there or cannot be read
     */
    ResponseBody open(String blobId, long offset, long length) throws IOException;

    /** Copies a part of a blob into the buffer, which it fills. */
    void read(String blobId, long offset, ByteBuffer target) throws IOException;

    /** Removes a blob; does nothing when it is gone already. */
    void delete(String blobId) throws IOException;

    @Override
    void close();

    /** A blob in the making. Closed without a commit, nothing has happened. One thread at a time. */
    interface Writer extends AutoCloseable {
        /** Appends the remaining bytes of the buffer. */
        void write(ByteBuffer source) throws IOException;

        /**
         * Makes the blob durable.
         *
         * @return its id: 1 to 64 characters that are safe in file names
         */
        String commit() throws IOException;

        @Override
        void close();
    }
}
