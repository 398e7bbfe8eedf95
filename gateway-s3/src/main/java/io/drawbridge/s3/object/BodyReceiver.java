// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BufferPool;
import io.drawbridge.s3.checksum.BodyDigests;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads bodies to their end: small ones into memory, larger ones into a blob. Safe for many threads. */
public final class BodyReceiver {
    private final BlobLedger ledger;
    private final BufferPool buffers;
    private final Executor spare;

    /** @param spare runs a task soon on another processor, or drops it when none is free */
    public BodyReceiver(BlobLedger ledger, BufferPool buffers, Executor spare) {
        this.ledger = ledger;
        this.buffers = buffers;
        this.spare = spare;
    }

    /**
     * Returns the announced length of the body.
     *
     * @throws AwsException MissingContentLength or EntityTooLarge
     */
    public static long announcedLength(@Nullable RequestBody body, HttpHeaders headers) {
        long length = body == null ? 0 : body.contentLength();
        boolean announced = headers.contains("Content-Length") || headers.contains("x-amz-decoded-content-length");
        if (length < 0 || !announced) {
            throw new AwsException(S3Error.MISSING_CONTENT_LENGTH, "You must provide the Content-Length HTTP header.");
        }
        if (length > S3Limits.BODY_LENGTH_MAX) {
            throw ObjectErrors.tooLarge(
                    S3Error.ENTITY_TOO_LARGE,
                    "Your proposed upload exceeds the maximum allowed size",
                    "ProposedSize",
                    length,
                    S3Limits.BODY_LENGTH_MAX);
        }
        return length;
    }

    /**
     * Reads a body. When this fails, no blob is left.
     *
     * @param length as announced
     * @param inlineMax the longest body to keep in memory, in bytes
     * @param owner the object that the body belongs to
     * @throws AwsException BadDigest, IncompleteBody, or an error that the body itself throws
     * @throws UncheckedIOException when the connection broke
     * @throws StoreUnavailableException when the blob store failed
     */
    public ReceivedBody receive(
            @Nullable RequestBody body, long length, BodyDigests digests, int inlineMax, BlobOwner owner) {
        try {
            if (body == null) {
                return finished(0, digests, null, null);
            }
            return length <= inlineMax
                    ? receiveInline(body, (int) length, digests)
                    : receiveBlob(body, length, digests, owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReceivedBody receiveInline(RequestBody body, int length, BodyDigests digests) throws IOException {
        // One byte more: a body detects its end, and any error there, only when a read goes past it.
        ByteBuffer buffer = ByteBuffer.allocate(length + 1);
        int count = 0;
        while (count >= 0 && buffer.hasRemaining()) {
            count = body.read(buffer);
        }
        requireLength(buffer.position(), length);
        buffer.flip();
        digests.update(buffer);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return finished(length, digests, length == 0 ? null : bytes, null);
    }

    private ReceivedBody receiveBlob(RequestBody body, long length, BodyDigests digests, BlobOwner owner)
            throws IOException {
        try (ConcurrentMd5 md5 = new ConcurrentMd5(digests::updateMd5, buffers, spare);
                BlobLedger.Draft draft = stored(() -> ledger.create(owner))) {
            long total = 0;
            boolean open = true;
            while (open && total <= length) {
                ByteBuffer filled = md5.next();
                while (open && filled.hasRemaining()) {
                    open = body.read(filled) >= 0;
                }
                filled.flip();
                total += filled.remaining();
                md5.add(filled);
                if (total <= length) {
                    digests.updateChecksum(filled);
                    stored(() -> {
                        draft.write(filled.duplicate());
                        return true;
                    });
                }
            }
            requireLength(total, length);
            md5.await();
            ReceivedBody checked = finished(total, digests, null, null);
            return new ReceivedBody(checked.size(), checked.md5(), checked.checksum(), null, stored(draft::commit));
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    /**
     * Separates a failure of the blob store from one of the client's connection: only the latter is the client's fault.
     */
    private static <T> T stored(Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new StoreUnavailableException("a body could not be kept: " + e.getMessage(), e);
        }
    }

    private static void requireLength(long received, long announced) {
        if (received != announced) {
            throw new AwsException(
                    S3Error.INCOMPLETE_BODY,
                    "You did not provide the number of bytes specified by the Content-Length HTTP header");
        }
    }

    private static ReceivedBody finished(
            long size, BodyDigests digests, byte @Nullable [] inline, @Nullable String blobId) {
        BodyDigests.Result result = digests.finish();
        return new ReceivedBody(size, result.md5(), result.checksum(), inline, blobId);
    }

    /** Discards a body that no row will point to. */
    public void discard(ReceivedBody body) {
        if (body.blobId() != null) {
            ledger.abandon(body.blobId());
        }
    }

    /**
     * Publishes a body; removes it when the publication fails.
     *
     * @param publication makes a row point to the body
     */
    public <T> T publish(ReceivedBody body, Supplier<T> publication) {
        boolean published = false;
        try {
            T result = publication.get();
            published = true;
            return result;
        } finally {
            if (!published) {
                discard(body);
            }
        }
    }

    /** Returns the buffers for bytes that are copied within the store. */
    public BufferPool buffers() {
        return buffers;
    }
}
