// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Blobs in another Drawbridge. */
final class UpstreamBlobStoreTest extends BlobStoreSuite {
    private static UpstreamServer upstream;
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
        store = upstream.store();
    }

    @AfterEach
    void close() {
        assertThat(store.freeConnections()).isEqualTo(16);
        assertThat(store.freePieces()).isEqualTo(256);
        store.close();
        upstream.empty();
    }

    @Override
    BlobStore store() {
        return store;
    }

    @Override
    void damage(String blobId, int position) {
        try (S3Client root = upstream.root()) {
            String key = upstream.key(blobId);
            byte[] content = root.getObjectAsBytes(
                            r -> r.bucket(UpstreamServer.BUCKET).key(key))
                    .asByteArray();
            content[position] ^= 4;
            root.putObject(r -> r.bucket(UpstreamServer.BUCKET).key(key), RequestBody.fromBytes(content));
        }
    }

    @Test
    void nothingIsLeftOfAnUploadThatWasNotCommitted() throws IOException {
        try (BlobStore.Writer writer = store.create("e-01", OWNER)) {
            writer.write(ByteBuffer.wrap(bytes(17 << 20, 1)));
            assertThat(upstream.rest()).isEqualTo(1);
        }
        assertThat(upstream.rest()).isZero();
    }

    @Test
    void theOwnerIsStoredNextToTheBytesAsFarAsItFits() throws IOException {
        put(store, "e-01", bytes(1, 1));
        try (BlobStore.Writer writer = store.create("e-02", new BlobOwner(8, "я".repeat(512)))) {
            writer.commit();
        }
        try (S3Client root = upstream.root()) {
            assertThat(root.headObject(r -> r.bucket(UpstreamServer.BUCKET).key(upstream.key("e-01")))
                            .metadata())
                    .containsEntry("drawbridge-bucket", "7")
                    .containsEntry("drawbridge-key", "%D0%BA%D0%BB%D1%8E%D1%87%2F%20%2B%25%01");
            assertThat(root.headObject(r -> r.bucket(UpstreamServer.BUCKET).key(upstream.key("e-02")))
                            .metadata())
                    .containsEntry("drawbridge-bucket", "8")
                    .doesNotContainKey("drawbridge-key");
        }
    }

    @Test
    void anUnreadBlobReleasesItsConnection() throws IOException {
        put(store, "e-01", bytes(3 << 20, 1));
        ResponseBody.Producer unread = ((ResponseBody.Streamed) store.open("e-01", 0, 3 << 20)).producer();
        assertThat(store.freeConnections()).isEqualTo(15);
        store.discardOpenedBefore(System.nanoTime());
        assertThat(store.freeConnections()).isEqualTo(16);
        assertThatThrownBy(() -> unread.writeTo(new Broken())).isInstanceOf(IOException.class);
        ResponseBody.Producer broken = ((ResponseBody.Streamed) store.open("e-01", 0, 3 << 20)).producer();
        assertThatThrownBy(() -> broken.writeTo(new Broken())).hasMessage("the client is gone");
        assertThat(store.freeConnections()).isEqualTo(16);
    }

    private static final class Broken implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            throw new IOException("the client is gone");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void uploadsOfKilledNodesAreEndedAfterADay() throws IOException {
        Clock tomorrow = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofHours(25));
        try (BlobStore.Writer running = store.create("e-01", OWNER);
                UpstreamBlobStore later = upstream.store(upstream.endpoint(), UpstreamServer.BUCKET, tomorrow)) {
            running.write(ByteBuffer.wrap(bytes(9 << 20, 1)));
            assertThat(store.sweepUploads()).isZero();
            assertThat(later.sweepUploads()).isEqualTo(1);
            assertThat(upstream.rest()).isZero();
        }
    }

    @Test
    void anUnusableBucketIsReportedAtTheStart() {
        assertThatThrownBy(() -> upstream.store(upstream.endpoint(), "not-there", Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://not-there/nodes/ at http://127.0.0.1")
                .hasMessageContaining("check that");
        assertThatThrownBy(() ->
                        upstream.store(URI.create("http://127.0.0.1:1"), UpstreamServer.BUCKET, Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("check that the endpoint answers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///x",
                "s3:///x",
                "s3://hunter2:secret@bucket/x",
                "s3://bucket?secret=hunter2",
                "s3://bucket?endpoint=http://hunter2@host",
                "s3://bucket?endpoint=host:1",
                "s3://bucket?path-style=yes"
            })
    void anUnfitUrlIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> UpstreamUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: s3://bucket/prefix")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aUrlNamesAPlace() {
        assertThat(UpstreamUrl.parse("s3://b")).isEqualTo(new UpstreamUrl("b", "", null, null, false));
        assertThat(UpstreamUrl.parse("s3://b/p/q/?endpoint=http://h:1&region=eu-west-1&path-style=true"))
                .isEqualTo(new UpstreamUrl("b", "p/q/", URI.create("http://h:1"), "eu-west-1", true));
    }
}
