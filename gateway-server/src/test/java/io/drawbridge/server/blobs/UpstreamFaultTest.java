// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.blob.BlobHealth;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that fails: blobs that were reported as stored are present, and no other blob looks complete. */
final class UpstreamFaultTest {
    private static final int LARGE = 17 << 20;
    private static UpstreamServer upstream;
    private FaultyProxy proxy;
    private UpstreamBlobStore store;

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
        store = upstream.store(proxy.endpoint(), UpstreamServer.BUCKET, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        assertThat(store.freeConnections()).isEqualTo(16);
        assertThat(store.freePieces()).isEqualTo(256);
        store.close();
        proxy.close();
        upstream.empty();
    }

    private void requireWhole(String blobId, byte[] bytes) throws IOException {
        assertThat(store.check(blobId)).isEqualTo(new BlobHealth.Intact(bytes.length));
        assertThat(BlobStoreSuite.open(store, blobId, 0, bytes.length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, 100000", "BUSY, 100000", "LOST_ANSWER, 100000", "SILENCE, 100000",
        "ERROR, 17825792", "BUSY, 17825792", "LOST_ANSWER, 17825792", "SILENCE, 17825792"
    })
    void aWriteOutlivesOneFault(FaultyProxy.Fault fault, int length) throws IOException {
        byte[] bytes = BlobStoreSuite.bytes(length, 1);
        proxy.spoil(1, fault, line -> line.startsWith("PUT "));
        BlobStoreSuite.put(store, "e-01", bytes);
        requireWhole("e-01", bytes);
    }

    @Test
    void aLostAnswerToTheLastStepOfAnUploadIsNoFailure() throws IOException {
        byte[] bytes = BlobStoreSuite.bytes(LARGE, 2);
        proxy.spoil(1, FaultyProxy.Fault.LOST_ANSWER, line -> line.startsWith("POST ") && line.contains("?uploadId="));
        BlobStoreSuite.put(store, "e-01", bytes);
        requireWhole("e-01", bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, LARGE})
    void aWriteThatFailsForGoodLeavesNothing(int length) throws IOException {
        proxy.spoil(3, FaultyProxy.Fault.ERROR, line -> line.startsWith("PUT "));
        assertThatThrownBy(() -> BlobStoreSuite.put(store, "e-01", BlobStoreSuite.bytes(length, 3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 500");
        assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Missing());
        assertThat(upstream.rest()).isZero();
    }

    @Test
    void aWriteWhoseOutcomeStaysUnknownFailsAndIsTakenBack() throws IOException {
        proxy.spoil(3, FaultyProxy.Fault.LOST_ANSWER, line -> line.startsWith("PUT "));
        assertThatThrownBy(() -> BlobStoreSuite.put(store, "e-01", BlobStoreSuite.bytes(1000, 4)))
                .isInstanceOf(IOException.class);
        assertThat(upstream.rest()).isZero();
    }

    @Test
    void anAnswerThatEndsEarlyIsAnErrorAndNeverAShorterBlob() throws IOException {
        byte[] bytes = BlobStoreSuite.bytes(300_000, 5);
        BlobStoreSuite.put(store, "e-01", bytes);
        proxy.spoil(1, FaultyProxy.Fault.CUT_ANSWER, line -> line.startsWith("GET "));
        assertThatThrownBy(() -> BlobStoreSuite.open(store, "e-01", 0, bytes.length))
                .isInstanceOf(IOException.class);
        proxy.spoil(1, FaultyProxy.Fault.CUT_ANSWER, line -> line.startsWith("GET "));
        assertThatThrownBy(() -> BlobStoreSuite.channel(store, "e-01", 0, bytes.length))
                .isInstanceOf(IOException.class);
        requireWhole("e-01", bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "BUSY", "LOST_ANSWER"})
    void aReadOutlivesFaultsBeforeItsFirstByteAndFailsBeforeItWhenTheyLast(FaultyProxy.Fault fault) throws IOException {
        byte[] bytes = BlobStoreSuite.bytes(300_000, 6);
        BlobStoreSuite.put(store, "e-01", bytes);
        proxy.spoil(2, fault, line -> line.startsWith("GET "));
        assertThat(BlobStoreSuite.open(store, "e-01", 0, bytes.length)).isEqualTo(bytes);
        proxy.spoil(100, fault, line -> line.startsWith("GET "));
        assertThatThrownBy(() -> store.open("e-01", 0, bytes.length)).isInstanceOf(IOException.class);
        proxy.spoil(0, fault, line -> false);
    }
}
