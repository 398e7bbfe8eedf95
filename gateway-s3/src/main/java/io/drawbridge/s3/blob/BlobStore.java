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
 * Stores bytes that are too large for a row. A blob is written once under a name that is never used again, made durable
 * before any row points to it, and deleted after the last row that did. Safe for many threads.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Begins a new blob.
     *
     * @param blobId never used before: 1 to 64 characters of {@code 0-9 a-z -}
     * @param owner kept next to the bytes
     * @throws io.drawbridge.core.kv.StoreFullException when there is no room
     */
    Writer create(String blobId, BlobOwner owner) throws IOException;

    /**
     * Opens a range of a blob.
     *
     * @param offset from its first byte
     * @param length at least 1; offset and length lie within the blob
     * @throws NoSuchFileException when there is no such blob
     * @throws IOException when the blob cannot be read
     */
    ResponseBody open(String blobId, long offset, long length) throws IOException;

    /**
     * Opens a range of a blob for a reader in this process, which closes the channel. A read throws rather than end
     * early.
     *
     * @param offset from its first byte
     * @param length at least 1; offset and length lie within the blob
     * @return a channel to be read into buffers with an array
     * @throws NoSuchFileException when there is no such blob; the first read may throw it instead
     */
    ReadableByteChannel channel(String blobId, long offset, long length) throws IOException;

    /** Returns whether calls that read wait for a device or a network. */
    Blocking blocking();

    /**
     * Copies a range of a blob into the buffer until the buffer is full.
     *
     * @throws NoSuchFileException when there is no such blob
     */
    void read(String blobId, long offset, ByteBuffer target) throws IOException;

    /** Removes a blob, finished or not; does nothing when it does not exist. */
    void delete(String blobId) throws IOException;

    /** Passes the ids of all blobs, finished or not, to the consumer, in no order. */
    void list(Consumer<String> ids) throws IOException;

    /**
     * Returns the footer after the bytes of a blob, or empty when the file does not end with a footer.
     *
     * @throws NoSuchFileException when there is no such blob
     */
    Optional<BlobFooter> footer(String blobId) throws IOException;

    /** Reads every byte of a blob and compares it with what was written. */
    BlobHealth check(String blobId) throws IOException;

    @Override
    void close();

    /** A blob that is being written. Closed without a commit, it leaves nothing. One thread at a time. */
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
