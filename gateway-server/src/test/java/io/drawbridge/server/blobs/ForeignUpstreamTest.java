// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.server.data.PlaceMark;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Blobs in a service that is not ours. {@code DRAWBRIDGE_TEST_UPSTREAM} is its address, such as
 * {@code http://127.0.0.1:7070}; the key pair of the environment may do everything. {@code scripts/test-upstreams} starts
 * such services.
 */
@EnabledIfEnvironmentVariable(
        named = "DRAWBRIDGE_TEST_UPSTREAM",
        matches = "http.*",
        disabledReason = "needs a foreign S3 service: scripts/test-upstreams")
final class ForeignUpstreamTest extends BlobStoreSuite {
    private static final String BUCKET = "drawbridge-bodies";
    private static S3Client root;
    private UpstreamBlobStore store;

    private static URI endpoint() {
        return URI.create(System.getenv("DRAWBRIDGE_TEST_UPSTREAM"));
    }

    @BeforeAll
    static void start() {
        root = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .build();
        if (root.listBuckets().buckets().stream()
                .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
            root.createBucket(r -> r.bucket(BUCKET));
        }
    }

    @AfterAll
    static void stop() {
        root.close();
    }

    @BeforeEach
    void open() throws IOException {
        store = store(Clock.systemUTC());
    }

    private static UpstreamBlobStore store(Clock clock) throws IOException {
        String url = "s3://" + BUCKET + "/nodes?path-style=true&region=us-east-1&endpoint="
                + URLEncoder.encode(endpoint().toString(), StandardCharsets.UTF_8);
        return UpstreamBlobStore.open(
                url,
                clock,
                EnvironmentVariableCredentialsProvider.create(),
                UpstreamServer.limits(64, Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() {
        assertThat(store.freeConnections()).isEqualTo(16);
        assertThat(store.freePieces()).isEqualTo(256);
        store.close();
        root.listObjectsV2(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> root.deleteObject(r -> r.bucket(BUCKET).key(object.key())));
        root.listMultipartUploads(r -> r.bucket(BUCKET))
                .uploads()
                .forEach(upload -> root.abortMultipartUpload(
                        r -> r.bucket(BUCKET).key(upload.key()).uploadId(upload.uploadId())));
    }

    @Override
    BlobStore store() {
        return store;
    }

    private static String key(String blobId) {
        return "nodes/" + blobId.substring(blobId.length() - 2) + "/" + blobId;
    }

    @Override
    void damage(String blobId, int position) {
        byte[] content =
                root.getObjectAsBytes(r -> r.bucket(BUCKET).key(key(blobId))).asByteArray();
        content[position] ^= 4;
        root.putObject(r -> r.bucket(BUCKET).key(key(blobId)), RequestBody.fromBytes(content));
    }

    private static int rest() {
        return root.listObjectsV2(r -> r.bucket(BUCKET)).contents().size()
                + root.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().size();
    }

    @Test
    void nothingIsLeftOfAnUploadThatWasNotCommitted() throws IOException {
        try (BlobStore.Writer writer = store.create("e-01", OWNER)) {
            writer.write(ByteBuffer.wrap(bytes(17 << 20, 1)));
            assertThat(rest()).isEqualTo(1);
        }
        assertThat(rest()).isZero();
    }

    @Test
    void uploadsOfKilledNodesAreEndedAfterADay() throws IOException {
        Clock tomorrow = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofHours(25));
        try (BlobStore.Writer running = store.create("e-01", OWNER);
                UpstreamBlobStore later = store(tomorrow)) {
            running.write(ByteBuffer.wrap(bytes(9 << 20, 1)));
            assumeThat(root.listMultipartUploads(r -> r.bucket(BUCKET))
                            .uploads()
                            .get(0)
                            .initiated())
                    .as("a service that does not tell when an upload began (moto: always in 2010)")
                    .isAfter(Clock.systemUTC().instant().minus(Duration.ofHours(1)));
            assertThat(store.sweepUploads()).isZero();
            assertThat(later.sweepUploads()).isEqualTo(1);
            assertThat(rest()).isZero();
        }
    }

    @Test
    void theOwnerIsStoredNextToTheBytesAsFarAsItFits() throws IOException {
        put(store, "e-01", bytes(9 << 20, 1));
        try (BlobStore.Writer writer = store.create("e-02", new BlobOwner(8, "я".repeat(512)))) {
            writer.commit();
        }
        assertThat(root.headObject(r -> r.bucket(BUCKET).key(key("e-01"))).metadata())
                .containsEntry("drawbridge-bucket", "7")
                .containsEntry("drawbridge-key", "%D0%BA%D0%BB%D1%8E%D1%87%2F%20%2B%25%01");
        assertThat(root.headObject(r -> r.bucket(BUCKET).key(key("e-02"))).metadata())
                .containsEntry("drawbridge-bucket", "8")
                .doesNotContainKey("drawbridge-key");
    }

    @Test
    void theFirstWhoMarksThePlaceOwnsIt() throws IOException {
        PlaceMark mark = store.mark();
        assertThat(mark.read()).isEmpty();
        mark.write("first");
        mark.write("second");
        assertThat(mark.read()).contains("first");
    }

    /** More than one page. */
    @Test
    void allOfManyBlobsAreListed() throws IOException {
        for (int i = 0; i < 1003; i++) {
            String blobId = "e-" + (1000 + i);
            root.putObject(r -> r.bucket(BUCKET).key(key(blobId)), RequestBody.fromString("x"));
        }
        Set<String> ids = new HashSet<>();
        store.list(ids::add);
        assertThat(ids).hasSize(1003);
        root.listObjectsV2Paginator(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> root.deleteObject(r -> r.bucket(BUCKET).key(object.key())));
    }
}
