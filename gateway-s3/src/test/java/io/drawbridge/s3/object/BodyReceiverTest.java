// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BufferPool;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.s3.checksum.BodyDigests;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies whose MD5 is computed by another processor: all of it, none of it, or some. */
final class BodyReceiverTest {
    private static final BlobOwner OWNER = new BlobOwner(1, "key");
    private static final int BUFFER = BufferPool.BUFFER_LENGTH;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    private final KeyValueStore store = new KeyValueStore(new MemoryEngine(1 << 24));
    private final ThreadPoolExecutor others = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            task -> {
                Thread thread = new Thread(task, "other");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    private FileBlobStore blobs;
    private BlobLedger ledger;

    @BeforeEach
    void open() throws IOException {
        blobs = FileBlobStore.durable(folder);
        ledger = new BlobLedger(store, blobs, Clock.systemUTC(), random, false);
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        blobs.close();
        store.close();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static BodyDigests digests() {
        return new BodyDigests(
                ExpectedChecksum.of(new HttpHeaders(), Payload.PLAIN),
                ChecksumAlgorithm.CRC32,
                Payload.PLAIN.trailers());
    }

    @Test
    void theDigestsAreRightOnAnyProcessor() throws Exception {
        List<Executor> executors = List.of(
                Runnable::run,
                task -> {},
                others,
                task -> others.execute(random.split().nextBoolean() ? task : () -> {}));
        for (Executor executor : executors) {
            BufferPool pool = new BufferPool();
            BodyReceiver receiver = new BodyReceiver(ledger, pool, executor);
            for (int length : new int[] {1, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 7 * BUFFER + 13, 33 * BUFFER}) {
                byte[] body = bytes(length);
                ReceivedBody received = receiver.receive(RequestBody.of(body), length, digests(), 0, OWNER);
                assertThat(HexFormat.of().formatHex(received.md5()))
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(body)));
                assertThat(received.checksum()).isEqualTo(new Checksum(ChecksumAlgorithm.CRC32, crc32(body), false));
                ByteBuffer stored = ByteBuffer.allocate(length);
                blobs.read(java.util.Objects.requireNonNull(received.blobId()), 0, stored);
                assertThat(stored.array()).isEqualTo(body);
                assertThat(pool.inUse()).isZero();
            }
        }
    }

    private static String crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Test
    void aBrokenBodyLeavesNoFileAndNoBufferInUse() throws IOException {
        BufferPool pool = new BufferPool();
        BodyReceiver receiver = new BodyReceiver(ledger, pool, others);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> receiver.receive(new Breaking(3 * BUFFER + 5), 9L * BUFFER, digests(), 0, OWNER))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("gone");
            assertThat(pool.inUse()).isZero();
        }
        blobs.list(id -> {
            throw new AssertionError("left behind: " + id);
        });
    }

    /** Breaks after this number of bytes. */
    private static final class Breaking implements RequestBody {
        private int left;

        Breaking(int left) {
            this.left = left;
        }

        @Override
        public long contentLength() {
            return Long.MAX_VALUE;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (left == 0) {
                throw new IOException("gone");
            }
            int count = Math.min(left, target.remaining());
            target.position(target.position() + count);
            left -= count;
            return count;
        }

        @Override
        public void close() {
            left = 0;
        }
    }
}
