// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A part is received while the one before it is sent, as far as there is memory. */
@Timeout(180)
final class UpstreamOverlapTest {
    private static final int PART = PartBuffer.LENGTH_MAX;
    private static UpstreamServer upstream;
    private FaultyProxy proxy;

    @BeforeAll
    static void start() {
        upstream = new UpstreamServer();
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyProxy(upstream.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        upstream.empty();
    }

    /** With requests that may last longer than the test. */
    private UpstreamBlobStore store(int memoryMebibytes) throws IOException {
        return upstream.store(proxy.endpoint(), UpstreamServer.limits(memoryMebibytes, Duration.ofMinutes(2)));
    }

    @Test
    void thePartAfterItIsReceivedWhileOnePartIsHeldUp() throws Exception {
        byte[] bytes = BlobStoreSuite.bytes(3 * PART, 1);
        proxy.spoil(1, FaultyProxy.Fault.HELD, line -> line.contains("partNumber=1"));
        try (UpstreamBlobStore store = store(64)) {
            int all = store.freePieces();
            try (BlobStore.Writer writer = store.create("e-01", BlobStoreSuite.OWNER)) {
                writer.write(ByteBuffer.wrap(bytes, 0, PART + 1));
                proxy.awaitHeld();
                // Without a second buffer this would wait for the first part, which nobody lets go.
                writer.write(ByteBuffer.wrap(bytes, PART + 1, PART - 1));
                assertThat(store.freePieces()).isEqualTo(all - 2 * PART / PartMemory.PIECE_LENGTH);
                assertThat(proxy.seen("partNumber=1")).isEqualTo(1);
                assertThat(proxy.seen("partNumber=2")).isZero();
                proxy.letGo();
                writer.write(ByteBuffer.wrap(bytes, 2 * PART, PART));
                writer.commit();
            }
            assertThat(store.freePieces()).isEqualTo(all);
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Intact(bytes.length));
            assertThat(BlobStoreSuite.open(store, "e-01", 0, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void noBodyWaitsForLeaveToBeSent() throws Exception {
        try (UpstreamBlobStore store = store(64)) {
            BlobStoreSuite.put(store, "e-01", BlobStoreSuite.bytes(2 * PART, 1));
            BlobStoreSuite.put(store, "e-02", BlobStoreSuite.bytes(PART - 1000, 1));
            assertThat(proxy.seen("PUT ")).isEqualTo(4);
            assertThat(proxy.seen("100-continue")).isZero();
        }
    }

    @Test
    void aPartThatFailsAsideEndsTheUploadAndLeavesNothing() throws Exception {
        proxy.spoil(3, FaultyProxy.Fault.HELD_ERROR, line -> line.contains("partNumber=2"));
        try (UpstreamBlobStore store = store(64)) {
            int all = store.freePieces();
            try (BlobStore.Writer writer = store.create("e-01", BlobStoreSuite.OWNER)) {
                writer.write(ByteBuffer.wrap(BlobStoreSuite.bytes(2 * PART + 1, 2)));
                proxy.awaitHeld();
                proxy.letGo();
                assertThatThrownBy(() -> {
                            writer.write(ByteBuffer.wrap(BlobStoreSuite.bytes(PART, 3)));
                            writer.commit();
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("HTTP 500");
            }
            assertThat(proxy.seen("DELETE ")).isEqualTo(1);
            assertThat(upstream.rest()).isZero();
            assertThat(store.freePieces()).isEqualTo(all);
            assertThat(store.freeConnections()).isEqualTo(16);
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Missing());
        }
    }

    @Test
    void anUploadThatIsGivenUpWaitsForItsPartBeforeItEnds() throws Exception {
        proxy.spoil(1, FaultyProxy.Fault.HELD, line -> line.contains("partNumber=1"));
        try (UpstreamBlobStore store = store(64)) {
            int all = store.freePieces();
            BlobStore.Writer writer = store.create("e-01", BlobStoreSuite.OWNER);
            writer.write(ByteBuffer.wrap(BlobStoreSuite.bytes(PART + 1, 4)));
            proxy.awaitHeld();
            FutureTask<Boolean> closed = new FutureTask<>(writer::close, true);
            Thread closer = new Thread(closed, "closer");
            closer.start();
            while (closer.getState() != Thread.State.WAITING && proxy.seen("DELETE ") == 0) {
                Thread.onSpinWait();
            }
            assertThat(proxy.seen("DELETE ")).isZero();
            proxy.letGo();
            closed.get(60, TimeUnit.SECONDS);
            assertThat(proxy.seen("DELETE ")).isEqualTo(1);
            assertThat(upstream.rest()).isZero();
            assertThat(store.freePieces()).isEqualTo(all);
        }
    }

    /** Memory for a single part, and for two parts among four uploads. */
    @Test
    void uploadsGoOnWithOnePartWhenThereIsNoMemoryForAnother() throws Exception {
        for (int mebibytes : List.of(9, 24)) {
            try (UpstreamBlobStore store = store(mebibytes)) {
                int all = store.freePieces();
                ExecutorService writers = Executors.newFixedThreadPool(4);
                List<Future<?>> done = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String blobId = "e-" + mebibytes + "-0" + i;
                    byte[] bytes = BlobStoreSuite.bytes(2 * PART + 5, i);
                    done.add(writers.submit(() -> {
                        BlobStoreSuite.put(store, blobId, bytes);
                        assertThat(store.check(blobId)).isEqualTo(new BlobHealth.Intact(bytes.length));
                        return null;
                    }));
                }
                for (Future<?> one : done) {
                    one.get(120, TimeUnit.SECONDS);
                }
                writers.shutdown();
                assertThat(store.freePieces()).isEqualTo(all);
            }
        }
    }
}
