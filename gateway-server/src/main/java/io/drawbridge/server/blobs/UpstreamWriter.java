// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

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
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A blob on its way up: one request when it fits into a part, else parts that leave while the rest still comes in. */
final class UpstreamWriter implements BlobStore.Writer {
    private static final int SHOWN_KEY_LENGTH_MAX = 1024;
    private static final String TYPE = "application/octet-stream";
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamWriter.class);

    private final Upstream upstream;
    private final String blobId;
    private final BlobOwner owner;
    private final PartBuffer part;
    private final List<CompletedPart> sent = new ArrayList<>(0);
    private final CRC32C crc = new CRC32C();
    private @Nullable String uploadId;
    private long length;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        /** The upstream was asked to make the blob visible; whether it did is not known. */
        COMMITTING,
        COMMITTED,
        CLOSED
    }

    /** @throws IOException when there is no memory for it */
    UpstreamWriter(Upstream upstream, PartMemory memory, String blobId, BlobOwner owner) throws IOException {
        this.upstream = upstream;
        this.blobId = blobId;
        this.owner = owner;
        this.part = new PartBuffer(memory);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        if (state != State.WRITING) {
            throw new IllegalStateException("state: " + state + " (expected: WRITING)");
        }
        crc.update(source.duplicate());
        length += source.remaining();
        append(source);
    }

    private void append(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (part.full()) {
                sendPart();
            }
            part.append(source);
        }
    }

    @Override
    public void commit() throws IOException {
        ByteBuffer footer = new BlobFooter(length, (int) crc.getValue(), owner).encoded();
        long total = length + footer.remaining();
        append(footer);
        if (uploadId == null) {
            state = State.COMMITTING;
            putWhole();
        } else {
            sendPart();
            state = State.COMMITTING;
            complete(uploadId, total);
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
                        body()));
    }

    private RequestBody body() {
        return RequestBody.fromContentProvider(part::stream, part.length(), TYPE);
    }

    private Map<String, String> metadata() {
        String bucketId = Long.toString(owner.bucketId());
        String key = URLEncoder.encode(owner.key(), StandardCharsets.UTF_8).replace("+", "%20");
        // S3 takes 2 KB of metadata. A longer key stands behind the bytes only.
        return key.length() > SHOWN_KEY_LENGTH_MAX
                ? Map.of("drawbridge-bucket", bucketId)
                : Map.of("drawbridge-bucket", bucketId, "drawbridge-key", key);
    }

    private void sendPart() throws IOException {
        String upload = uploadId == null ? begin() : uploadId;
        int number = sent.size() + 1;
        String checksum = part.crc32c();
        String tag = upstream.call(blobId, client -> client.uploadPart(
                        request -> request.bucket(upstream.place().bucket())
                                .key(upstream.key(blobId))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumCRC32C(checksum),
                        body())
                .eTag());
        sent.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumCRC32C(checksum)
                .build());
        part.clear();
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
            // The answer to a first try may be lost, and a second finds no upload any more. An id is used once, so what
            // has this key and this length was made of these parts.
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
