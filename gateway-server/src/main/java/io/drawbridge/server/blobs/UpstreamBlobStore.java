// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.core.log.Log;
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.server.data.PlaceMark;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects of one bucket of any S3-compatible service, for several nodes that store no bytes themselves. An
 * object has the content and the name of a file of {@link io.drawbridge.s3.blob.FileBlobStore}: blobs can be moved from
 * one to the other with any tool that copies files.
 *
 * <p>Every call may wait for the service: at most some seconds when the service works, and a minute when it does not.
 * Committed data never depends on this process. Needs {@code software.amazon.awssdk:s3} and {@code
 * url-connection-client} on the class path.
 */
public final class UpstreamBlobStore implements BlobStore {
    /** The age after which an upload counts as abandoned: running nodes end their uploads, or fail, within hours. */
    static final Duration UPLOAD_AGE_MAX = Duration.ofDays(1);

    private static final int CHECK_BUFFER_LENGTH = 256 << 10;
    private static final long STREAM_TURN_SECONDS = 5;
    private static final long SWEEP_FIRST_MINUTES = 10;
    private static final long SWEEP_MINUTES = 60;
    private static final long SENDER_IDLE_SECONDS = 30;
    private static final Log LOG = Log.of(UpstreamBlobStore.class);

    private final Upstream upstream;
    private final PartMemory memory;
    private final UpstreamLimits limits;
    private final Clock clock;
    private final Set<UpstreamStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread;
    private final ThreadPoolExecutor senders;

    private UpstreamBlobStore(Upstream upstream, UpstreamLimits limits, Clock clock) {
        this.upstream = upstream;
        this.memory = new PartMemory(limits.memoryBytes(), limits.patience());
        this.limits = limits;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, daemons("drawbridge-upstream-blobs"));
        // At most as many threads as parts that fit into the memory, and no queue: a caller without a thread sends the
        // part itself.
        this.senders = new ThreadPoolExecutor(
                0,
                (int) (limits.memoryBytes() / PartBuffer.LENGTH_MAX),
                SENDER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("drawbridge-upstream-sender"));
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
    }

    /**
     * Opens a place, and checks once that it can be used. Credentials come from the AWS SDK's default chain:
     * environment, profile, container or instance.
     *
     * @param url {@code s3://bucket/prefix?endpoint=http://host:port&region=name&path-style=true}
     * @throws IllegalArgumentException when the URL does not have this form
     * @throws IOException when the bucket cannot be used; the message is for the operator and contains no secret
     */
    public static UpstreamBlobStore open(String url) throws IOException {
        return open(
                url,
                Clock.systemUTC(),
                DefaultCredentialsProvider.builder().build(),
                UpstreamLimits.of(Runtime.getRuntime().maxMemory()));
    }

    static UpstreamBlobStore open(String url, Clock clock, AwsCredentialsProvider credentials, UpstreamLimits limits)
            throws IOException {
        UpstreamUrl place = UpstreamUrl.parse(url);
        Upstream upstream;
        try {
            upstream = Upstream.of(place, credentials, limits);
        } catch (SdkException e) {
            throw unusable(place, Upstream.reason(e), e);
        }
        UpstreamBlobStore store = new UpstreamBlobStore(upstream, limits, clock);
        boolean opened = false;
        try {
            upstream.probe();
            opened = true;
        } catch (SdkException e) {
            throw unusable(place, Upstream.reason(e), e);
        } finally {
            if (!opened) {
                store.close();
            }
        }
        store.startUpkeep();
        return store;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // neither task throws
    private void startUpkeep() {
        thread.scheduleWithFixedDelay(this::discardUnread, STREAM_TURN_SECONDS, STREAM_TURN_SECONDS, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(this::sweepOrWarn, SWEEP_FIRST_MINUTES, SWEEP_MINUTES, TimeUnit.MINUTES);
    }

    private static IOException unusable(UpstreamUrl place, String reason, SdkException cause) {
        return new IOException(
                "the blob store " + place + " cannot be used (" + reason
                        + "): check that the endpoint answers, that the"
                        + " bucket " + place.bucket()
                        + " exists, and that the credentials in the environment or profile"
                        + " may use it (docs/blob-stores.md has the policy)",
                cause);
    }

    /** Returns the mark next to the blobs, which identifies their store. */
    public PlaceMark mark() {
        return new UpstreamMark(upstream);
    }

    @Override
    public Blocking blocking() {
        return Blocking.SOMETIMES;
    }

    @Override
    public Writer create(String blobId, BlobOwner owner) throws IOException {
        return new UpstreamWriter(upstream, memory, senders, blobId, owner);
    }

    @Override
    public ResponseBody open(String blobId, long offset, long length) throws IOException {
        NonBlocking.requireBlockingAllowed();
        return new ResponseBody.Streamed(length, stream(blobId, offset, length));
    }

    @Override
    public ReadableByteChannel channel(String blobId, long offset, long length) throws IOException {
        NonBlocking.requireBlockingAllowed();
        return stream(blobId, offset, length).begin();
    }

    private UpstreamStream stream(String blobId, long offset, long length) throws IOException {
        return stream(blobId, "bytes=" + offset + "-" + (offset + length - 1), length);
    }

    private UpstreamStream stream(String blobId, String range, long length) throws IOException {
        ResponseInputStream<GetObjectResponse> answer = begin(blobId, range);
        UpstreamStream stream = new UpstreamStream(answer, length, System.nanoTime(), this::ended);
        streams.add(stream);
        Long announced = answer.response().contentLength();
        if (announced == null || announced != length) {
            stream.discard();
            throw new EOFException("the upstream offers " + announced + " bytes of a blob (expected: " + length + ")");
        }
        return stream;
    }

    private ResponseInputStream<GetObjectResponse> begin(String blobId, String range) throws IOException {
        return upstream.begin(
                blobId,
                client -> client.getObject(
                        request -> request.bucket(upstream.place().bucket())
                                .key(upstream.key(blobId))
                                .range(range)));
    }

    private void ended(UpstreamStream stream) {
        streams.remove(stream);
        upstream.release();
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
        NonBlocking.requireBlockingAllowed();
        if (!target.hasRemaining()) {
            return;
        }
        try (ReadableByteChannel channel = channel(blobId, offset, target.remaining())) {
            while (target.hasRemaining()) {
                channel.read(target);
            }
        }
    }

    @Override
    public void delete(String blobId) throws IOException {
        upstream.delete(blobId);
    }

    @Override
    public void list(Consumer<String> ids) throws IOException {
        String after = null;
        do {
            String token = after;
            ListObjectsV2Response page = upstream.call(
                    "",
                    client -> client.listObjectsV2(
                            request -> request.bucket(upstream.place().bucket())
                                    .prefix(upstream.place().prefix())
                                    .continuationToken(token)));
            for (S3Object object : page.contents()) {
                String blobId = object.key().substring(object.key().lastIndexOf('/') + 1);
                if (blobId.length() >= 2 && upstream.key(blobId).equals(object.key())) {
                    ids.accept(blobId);
                }
            }
            after = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (after != null);
    }

    @Override
    public Optional<BlobFooter> footer(String blobId) throws IOException {
        long size = upstream.size(blobId);
        return size < BlobFooter.TAIL_LENGTH ? Optional.empty() : footer(blobId, size);
    }

    @Override
    public BlobHealth check(String blobId) throws IOException {
        try {
            long size = upstream.size(blobId);
            Optional<BlobFooter> storedFooter = size < BlobFooter.TAIL_LENGTH ? Optional.empty() : footer(blobId, size);
            if (storedFooter.isEmpty()) {
                return new BlobHealth.Damaged("the end of the object is not that of a blob");
            }
            BlobFooter footer = storedFooter.get();
            if (footer.length() + footer.encoded().remaining() != size) {
                return new BlobHealth.Damaged("the object has another length than was written");
            }
            return crc(blobId, footer.length()) == footer.crc32c()
                    ? new BlobHealth.Intact(footer.length())
                    : new BlobHealth.Damaged("the bytes do not have the checksum that was written");
        } catch (NoSuchFileException e) {
            return new BlobHealth.Missing();
        }
    }

    private Optional<BlobFooter> footer(String blobId, long size) throws IOException {
        ByteBuffer end = ByteBuffer.allocate((int) Math.min(BlobFooter.LENGTH_MAX, size));
        read(blobId, size - end.capacity(), end);
        byte[] bytes = end.array();
        Optional<Integer> length = BlobFooter.length(
                ByteBuffer.wrap(bytes, bytes.length - BlobFooter.TAIL_LENGTH, BlobFooter.TAIL_LENGTH));
        if (length.isEmpty() || length.get() > bytes.length) {
            return Optional.empty();
        }
        return BlobFooter.decode(Arrays.copyOfRange(bytes, bytes.length - length.get(), bytes.length));
    }

    private int crc(String blobId, long length) throws IOException {
        CRC32C crc = new CRC32C();
        if (length > 0) {
            ByteBuffer buffer = ByteBuffer.allocate(CHECK_BUFFER_LENGTH);
            try (ReadableByteChannel channel = channel(blobId, 0, length)) {
                while (channel.read(buffer.clear()) >= 0) {
                    crc.update(buffer.flip());
                }
            }
        }
        return (int) crc.getValue();
    }

    /**
     * Aborts abandoned uploads of killed nodes: those that began more than a day ago.
     *
     * @return the number of aborted uploads
     */
    public int sweepUploads() throws IOException {
        Instant until = clock.instant().minus(UPLOAD_AGE_MAX);
        int ended = 0;
        ListMultipartUploadsResponse page = null;
        do {
            String keyMarker = page == null ? null : page.nextKeyMarker();
            String idMarker = page == null ? null : page.nextUploadIdMarker();
            page = upstream.call(
                    "",
                    client -> client.listMultipartUploads(
                            request -> request.bucket(upstream.place().bucket())
                                    .prefix(upstream.place().prefix())
                                    .keyMarker(keyMarker)
                                    .uploadIdMarker(idMarker)));
            for (MultipartUpload upload : page.uploads()) {
                ended += upload.initiated().isBefore(until) && upstream.abort(upload.key(), upload.uploadId()) ? 1 : 0;
            }
        } while (Boolean.TRUE.equals(page.isTruncated()));
        return ended;
    }

    private void sweepOrWarn() {
        try {
            int ended = sweepUploads();
            LOG.atDebug().addKeyValue("uploads", ended).log("ended uploads of blobs that nobody went on with");
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("unfinished uploads of blobs could not be swept");
        }
    }

    private void discardUnread() {
        discardOpenedBefore(System.nanoTime() - limits.unread().toNanos());
    }

    /** Releases the connections of blobs that were opened before that time and are not being read yet. */
    void discardOpenedBefore(long nanoTime) {
        streams.forEach(stream -> stream.discardOlderThan(nanoTime));
    }

    /** Returns the number of further requests to the upstream that can begin, for tests. */
    int freeConnections() {
        return upstream.freeConnections();
    }

    /** Returns the number of free pieces of memory, for tests. */
    int freePieces() {
        return memory.free();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        senders.shutdown();
        streams.forEach(UpstreamStream::discard);
        upstream.close();
    }
}
