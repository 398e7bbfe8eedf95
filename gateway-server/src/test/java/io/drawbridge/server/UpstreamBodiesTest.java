// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.server.blobs.FaultyProxy;
import io.drawbridge.server.blobs.UpstreamServer;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.embed.DenialOptions;
import io.drawbridge.server.embed.EndpointOptions;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.storage.OpenStorage;
import io.drawbridge.server.storage.StorageLocation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server whose bodies lie in another server. */
final class UpstreamBodiesTest {
    private static final String BUCKET = "here";

    private UpstreamServer upstream;
    private FaultyProxy proxy;
    private Drawbridge gateway;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        upstream = new UpstreamServer();
        proxy = new FaultyProxy(upstream.endpoint());
        OpenStorage storage = new OpenStorage(
                new KeyValueStore(new MemoryEngine(64L << 20)),
                upstream.store(proxy.endpoint(), UpstreamServer.BUCKET, Clock.systemUTC()),
                new KeyRing(new byte[KeyRing.MASTER_BYTES]),
                null,
                false,
                () -> {},
                null);
        gateway = RunningServer.start(
                new ServerOptions(
                        "127.0.0.1",
                        0,
                        "us-east-1",
                        "localhost",
                        false,
                        false,
                        new DenialOptions(io.drawbridge.core.authz.DenialText.WITH_POLICY_ARN, false),
                        io.drawbridge.server.embed.StrangerLimits.DEFAULT,
                        new StorageLocation.Memory(),
                        EndpointOptions.DEFAULT,
                        io.drawbridge.iam.directory.UnknownAccounts.REFUSE),
                Bootstrap.DEFAULT,
                storage,
                Clock.systemUTC(),
                new SecureRandom());
        RootCredentials root = gateway.rootCredentials().get(0);
        s3 = S3Client.builder()
                .endpointOverride(gateway.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(root.accessKeyId(), root.secretAccessKey())))
                .build();
        s3.createBucket(r -> r.bucket(BUCKET));
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
        gateway.close();
        proxy.close();
        upstream.close();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] bytes) {
        s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    private byte[] get(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
    }

    @Test
    void bodiesCopiesAndPartsLieInTheOther() {
        byte[] bytes = bytes(9 << 20, 1);
        put("whole", bytes);
        assertThat(upstream.rest()).isEqualTo(1);
        assertThat(get("whole")).isEqualTo(bytes);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("whole").range("bytes=8388600-8388700"))
                        .asByteArray())
                .isEqualTo(Arrays.copyOfRange(bytes, 8_388_600, 8_388_701));
        byte[] end = bytes(100_000, 2);
        String uploadId =
                s3.createMultipartUpload(r -> r.bucket(BUCKET).key("parts")).uploadId();
        String first = s3.uploadPartCopy(r -> r.sourceBucket(BUCKET)
                        .sourceKey("whole")
                        .destinationBucket(BUCKET)
                        .destinationKey("parts")
                        .uploadId(uploadId)
                        .partNumber(1))
                .copyPartResult()
                .eTag();
        String second = s3.uploadPart(
                        r -> r.bucket(BUCKET).key("parts").uploadId(uploadId).partNumber(2), RequestBody.fromBytes(end))
                .eTag();
        s3.completeMultipartUpload(r -> r.bucket(BUCKET)
                .key("parts")
                .uploadId(uploadId)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(first).build(),
                        CompletedPart.builder().partNumber(2).eTag(second).build())));
        byte[] both = Arrays.copyOf(bytes, bytes.length + end.length);
        System.arraycopy(end, 0, both, bytes.length, end.length);
        assertThat(get("parts")).isEqualTo(both);
    }

    @Test
    void anUpstreamThatFailsIsA503AndNeverASuccess() {
        byte[] bytes = bytes(200_000, 3);
        put("kept", bytes);
        proxy.spoil(1000, FaultyProxy.Fault.ERROR, line -> true);
        assertThatThrownBy(() -> get("kept")).isInstanceOfSatisfying(S3Exception.class, this::requireSlowDown);
        assertThatThrownBy(() -> put("lost", bytes)).isInstanceOfSatisfying(S3Exception.class, this::requireSlowDown);
        assertThatThrownBy(() -> put("kept", bytes(100_000, 4)))
                .isInstanceOfSatisfying(S3Exception.class, this::requireSlowDown);
        proxy.spoil(0, FaultyProxy.Fault.ERROR, line -> false);
        assertThat(get("kept")).isEqualTo(bytes);
        assertThatThrownBy(() -> get("lost")).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode())
                .isEqualTo(404));
    }

    private void requireSlowDown(S3Exception e) {
        assertThat(e.statusCode()).isEqualTo(503);
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
        assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                .hasValue("1");
    }
}
