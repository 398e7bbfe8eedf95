// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

/** One server, every client, every way of signing and of sending bodies. */
final class ClientMatrixTest {
    private static World world;
    private static Keys root;

    @BeforeAll
    static void start() {
        world = World.start();
        root = world.root(World.PRODUCTION);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void boto3SignsInAllItsWays() {
        assertThat(world.client()
                        .python("boto3_matrix.py", root.accessKeyId(), root.secretAccessKey(), "matrix")
                        .succeeded()
                        .output()
                        .lines())
                .hasSize(11)
                .allMatch(line -> line.startsWith("ok "));
    }

    @ParameterizedTest
    @CsvSource({"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void theJavaSdkSendsAndChecksEveryChecksum(ChecksumAlgorithm algorithm) {
        S3Client s3 = world.s3(root);
        String bucket = "checksum-"
                + algorithm.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        s3.createBucket(r -> r.bucket(bucket));
        byte[] body = new byte[300_000];
        new java.util.Random(7).nextBytes(body);
        s3.putObject(r -> r.bucket(bucket).key("k").checksumAlgorithm(algorithm), RequestBody.fromBytes(body));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED))
                        .asByteArray())
                .isEqualTo(body);
    }

    @Test
    void theJavaSdkReachesBucketsByHostName() {
        // Names below localhost do not resolve everywhere; as a proxy the server needs none of them.
        S3Client s3 = world.s3(root, builder -> builder.forcePathStyle(false)
                .endpointOverride(URI.create(
                        "http://s3.localhost:" + world.drawbridge().endpoint().getPort()))
                .httpClient(UrlConnectionHttpClient.builder()
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .endpoint(world.drawbridge().endpoint())
                                .build())
                        .build()));
        s3.createBucket(r -> r.bucket("by-host-name"));
        s3.putObject(r -> r.bucket("by-host-name").key("a/b c"), RequestBody.fromString("v"));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("by-host-name").key("a/b c"))
                        .asUtf8String())
                .isEqualTo("v");
        assertThat(world.s3(root).listObjectsV2(r -> r.bucket("by-host-name")).contents())
                .hasSize(1);
    }
}
