// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where bytes live that are too large for a row. A blob is written once under a name that is never used again, made
 * durable before any row points to it, and deleted after the last row that did. Safe for many threads.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Begins a new blob.
     *
     * @param blobId never used before: 1 to 64 characters of {@code 0-9 a-z -}
     * @param owner kept beside the bytes
     * @throws io.drawbridge.core.kv.StoreFullException when there is no room
     */
    Writer create(String blobId, BlobOwner owner) throws IOException;

    /**
     * Opens a part of a blob.
     *
     * @param offset from its first byte
     * @param length at least 1; offset and length lie within the blob
     * @throws NoSuchFileException when there is no such blob
     * @throws IOException when the blob cannot be read
     */
    ResponseBody open(String blobId, long offset, long length) throws IOException;

    /**
     * Opens a part of a blob for a reader in this process, who closes the channel. It fails rather than end early.
     *
     * @param offset from its first byte
     * @param length at least 1; offset and length lie within the blob
     * @return to be read into buffers with an array
     * @throws NoSuchFileException when there is no such blob; it may also be found out by the first read
     */
    ReadableByteChannel channel(String blobId, long offset, long length) throws IOException;

    /** Whether calls that read wait for a device or a network. */
    Blocking blocking();

    /**
     * Copies a part of a blob into the buffer, which it fills.
     *
     * @throws NoSuchFileException when there is no such blob
     */
    void read(String blobId, long offset, ByteBuffer target) throws IOException;

    /** Removes a blob, finished or not; does nothing when it is gone already. */
    void delete(String blobId) throws IOException;

    /** Shows the ids of all blobs, finished or not, in no order. */
    void list(Consumer<String> ids) throws IOException;

    /**
     * What was written behind the bytes of a blob; empty when its end is not that of a blob.
     *
     * @throws NoSuchFileException when there is no such blob
     */
    Optional<BlobFooter> footer(String blobId) throws IOException;

    /** Reads every byte of a blob and compares it with what was written. */
    BlobHealth check(String blobId) throws IOException;

    @Override
    void close();

    /** A blob in the making. Closed without a commit, nothing has happened. One thread at a time. */
    interface Writer extends AutoCloseable {
        /**
         * Appends the remaining bytes of the buffer.
         *
         * @throws io.drawbridge.core.kv.StoreFullException when there is no room
         */
        void write(ByteBuffer source) throws IOException;

        /** Makes the blob durable. */
        void commit() throws IOException;

        @Override
        void close();
    }
}
