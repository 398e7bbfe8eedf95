// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.core.log.Log;
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads a blob: in one request when it fits into a part, else in parts. It fills the next part while it sends one, if
 * there is memory for both; otherwise it alternates. One thread at a time, and a second one that sends.
 */
final class UpstreamWriter implements BlobStore.Writer {
    private static final int SHOWN_KEY_LENGTH_MAX = 1024;
    private static final String TYPE = "application/octet-stream";
    private static final Log LOG = Log.of(UpstreamWriter.class);

    private final Upstream upstream;
    private final String blobId;
    private final BlobOwner owner;
    private final PartMemory memory;
    private final Executor senders;
    private final List<CompletedPart> sent = new ArrayList<>(0);
    private final CRC32C crc = new CRC32C();
    private PartBuffer part;
    private @Nullable FutureTask<CompletedPart> underWay;
    private @Nullable String uploadId;
    private long length;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        /** The request that makes the blob visible was sent; its outcome is not known. */
        COMMITTING,
        COMMITTED,
        CLOSED
    }

    /**
     * @param senders run a task, or reject it
     * @throws IOException when there is not enough memory
     */
    UpstreamWriter(Upstream upstream, PartMemory memory, Executor senders, String blobId, BlobOwner owner)
            throws IOException {
        this.upstream = upstream;
        this.memory = memory;
        this.senders = senders;
        this.blobId = blobId;
        this.owner = owner;
        this.part = PartBuffer.first(memory);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        if (state != State.WRITING) {
            throw new IllegalStateException("state: " + state + " (expected: WRITING)");
        }
        if (underWay != null && underWay.isDone()) {
            // Fails early, so that the client of a large body does not send all of it in vain.
            settle();
        }
        crc.update(source.duplicate());
        length += source.remaining();
        append(source);
    }

    private void append(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (part.full()) {
                turn();
            }
            part.append(source);
        }
    }

    @Override
    public void commit() throws IOException {
        ByteBuffer footer = new BlobFooter(length, (int) crc.getValue(), owner).encoded();
        long total = length + footer.remaining();
        append(footer);
        String upload = uploadId;
        if (upload == null) {
            state = State.COMMITTING;
            putWhole();
        } else {
            CompletedPart last = send(upload, part, nextNumber());
            settle();
            sent.add(last);
            state = State.COMMITTING;
            complete(upload, total);
        }
        state = State.COMMITTED;
    }

    private void putWhole() throws IOException {
        String checksum = part.crc32c();
        upstream.call(
                blobId,
                client -> client.putObject(
                        request -> request.bucket(upstream.place().bucket())
                                .key(upstream.key(blobId))
                                .metadata(metadata())
                                .contentType(TYPE)
                                .checksumCRC32C(checksum),
                        body(part)));
    }

    private static RequestBody body(PartBuffer part) {
        return RequestBody.fromContentProvider(part::stream, part.length(), TYPE);
    }

    private Map<String, String> metadata() {
        String bucketId = Long.toString(owner.bucketId());
        String key = URLEncoder.encode(owner.key(), StandardCharsets.UTF_8).replace("+", "%20");
        // S3 allows 2 KB of metadata. A longer key is only in the footer.
        return key.length() > SHOWN_KEY_LENGTH_MAX
                ? Map.of("drawbridge-bucket", bucketId)
                : Map.of("drawbridge-bucket", bucketId, "drawbridge-key", key);
    }

    /** Sends the full part, and provides a buffer for the next one. */
    private void turn() throws IOException {
        String upload = uploadId == null ? begin() : uploadId;
        settle();
        PartBuffer full = part;
        PartBuffer next = PartBuffer.another(memory).orElse(null);
        boolean aside = false;
        try {
            aside = next != null && sendAside(upload, full);
        } finally {
            // Also when no thread can be started, which throws an Error.
            if (next != null && !aside) {
                next.close();
            }
        }
        if (next == null || !aside) {
            sent.add(send(upload, full, nextNumber()));
            full.clear();
            return;
        }
        part = next;
    }

    /**
     * Sends a part on another thread, which releases its memory.
     *
     * @return false when no thread accepts it
     */
    private boolean sendAside(String upload, PartBuffer full) {
        int number = nextNumber();
        FutureTask<CompletedPart> task = new FutureTask<>(() -> {
            try (full) {
                return send(upload, full, number);
            }
        });
        try {
            senders.execute(task);
        } catch (RejectedExecutionException e) {
            return false;
        }
        underWay = task;
        return true;
    }

    private int nextNumber() {
        return sent.size() + (underWay == null ? 1 : 2);
    }

    /** Waits for the part that is being sent. */
    private void settle() throws IOException {
        FutureTask<CompletedPart> task = underWay;
        if (task == null) {
            return;
        }
        try {
            sent.add(task.get());
            underWay = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while a part was sent to the blob store", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), cause);
        }
    }

    private CompletedPart send(String upload, PartBuffer full, int number) throws IOException {
        String checksum = full.crc32c();
        String tag = upstream.call(blobId, client -> client.uploadPart(
                        request -> request.bucket(upstream.place().bucket())
                                .key(upstream.key(blobId))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumCRC32C(checksum),
                        body(full))
                .eTag());
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumCRC32C(checksum)
                .build();
    }

    private String begin() throws IOException {
        String made = upstream.call(blobId, client -> client.createMultipartUpload(
                        request -> request.bucket(upstream.place().bucket())
                                .key(upstream.key(blobId))
                                .metadata(metadata())
                                .contentType(TYPE)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
                .uploadId());
        uploadId = made;
        return made;
    }

    private void complete(String upload, long total) throws IOException {
        try {
            upstream.call(
                    blobId,
                    client -> client.completeMultipartUpload(
                            request -> request.bucket(upstream.place().bucket())
                                    .key(upstream.key(blobId))
                                    .uploadId(upload)
                                    .multipartUpload(parts -> parts.parts(sent))));
        } catch (IOException e) {
            // The response to a first attempt may be lost, and a second attempt finds no upload any more. An id is used
            // once, so an object with this key and this length consists of these parts.
            if (!there(total, e)) {
                throw e;
            }
        }
    }

    private boolean there(long total, IOException failure) {
        try {
            return upstream.size(blobId) == total;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    @Override
    public void close() {
        State last = state;
        state = State.CLOSED;
        if (last == State.CLOSED) {
            return;
        }
        part.close();
        if (last == State.COMMITTED) {
            return;
        }
        awaitSender();
        String upload = uploadId;
        if (upload != null) {
            quietly(
                    "an upload of a blob could not be ended; it is swept after a day",
                    () -> upstream.abort(upstream.key(blobId), upload));
        }
        if (last == State.COMMITTING) {
            quietly("a blob could not be removed; the ledger tries again", () -> upstream.delete(blobId));
        }
    }

    /**
     * Waits for the sender. A part that arrives after the end of its upload could stay there; the limits of one request
     * limit this wait.
     */
    private void awaitSender() {
        FutureTask<CompletedPart> task = underWay;
        boolean interrupted = false;
        while (task != null && !task.isDone()) {
            try {
                task.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                LOG.atDebug().setCause(e.getCause()).log("a part of a blob that is given up was not sent");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void quietly(String warning, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("blobId", blobId)
                    .addKeyValue("reason", e.getMessage())
                    .log(warning);
        }
    }
}
