// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Opens the store that each release left, with a key ring and secrets made for this purpose. A release that
 * changes the format makes another one: run this test with {@code -Ddrawbridge.golden=format-N}.
 */
final class GoldenStoreTest {
    private static final String ACCOUNT = "111111111111";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"sts:AssumeRole\"}]}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"format-1", "format-2"})
    void theStoreOfEveryReleaseIsRead(String name) throws Exception {
        unpack(name);
        Keys root = root();
        try (Drawbridge drawbridge = start();
                IamClient iam = iam(drawbridge, root);
                S3Client s3 = s3(drawbridge, root)) {
            assertThat(drawbridge.rootCredentials(ACCOUNT).source()).isEqualTo(RootCredentials.Source.KEPT);
            assertThat(iam.getUser(request -> request.userName("alice")).user().path())
                    .isEqualTo("/people/");
            assertThat(iam.listAttachedRolePolicies(request -> request.roleName("reader"))
                            .attachedPolicies())
                    .hasSize(1);
            assertThat(iam.listAccessKeys(request -> request.userName("alice")).accessKeyMetadata())
                    .hasSize(1);
            assertThat(s3.getObjectAsBytes(request -> request.bucket("golden").key("greeting"))
                            .asUtf8String())
                    .isEqualTo("hello");
            s3.putObject(request -> request.bucket("golden").key("new"), RequestBody.fromString("written later"));
        }
        start().close();
    }

    /** The access keys of format 1 are sealed with their ids only; the first start ends this form for good. */
    @Test
    void theFirstStartEndsTheFormOfSealsThatCoverOnlyIds() throws Exception {
        unpack("format-1");
        Path data = folder.resolve("data");
        String ring = Files.readString(data.resolve("keyring"));
        assertThat(Files.readString(data.resolve("STORE"))).contains("requires=\n");
        Keys root = root();
        try (Drawbridge drawbridge = start();
                IamClient iam = iam(drawbridge, root)) {
            assertThat(iam.listUsers().users()).hasSize(1);
        }
        assertThat(Files.readString(data.resolve("STORE"))).contains("requires=whole-row-seals\n");
        assertThat(Files.readString(data.resolve("keyring")))
                .isEqualTo(ring.replaceFirst("(?m)^([0-9a-f]{64})$", "$1 whole-rows"));
    }

    @Test
    @EnabledIfSystemProperty(named = "drawbridge.golden", matches = "format-\\d+")
    void makeTheStoreOfThisRelease() throws Exception {
        try (Drawbridge drawbridge = start()) {
            Keys root = Keys.of(drawbridge.rootCredentials(ACCOUNT));
            try (IamClient iam = iam(drawbridge, root);
                    S3Client s3 = s3(drawbridge, root)) {
                iam.createUser(request -> request.userName("alice").path("/people/"));
                iam.createAccessKey(request -> request.userName("alice"));
                iam.createRole(request -> request.roleName("reader").assumeRolePolicyDocument(TRUST));
                iam.attachRolePolicy(
                        request -> request.roleName("reader").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
                s3.createBucket(request -> request.bucket("golden"));
                s3.putObject(request -> request.bucket("golden").key("greeting"), RequestBody.fromString("hello"));
            }
        }
        pack(Path.of("src/test/resources/golden", System.getProperty("drawbridge.golden") + ".zip"));
    }

    private Drawbridge start() throws Exception {
        return Drawbridge.builder()
                .data(folder.resolve("data"))
                .account(ACCOUNT)
                .start();
    }

    private Keys root() throws IOException {
        String id = "";
        String secret = "";
        for (String line : Files.readAllLines(folder.resolve("data/root-credentials"))) {
            String value = line.substring(line.indexOf('=') + 1).strip();
            if (line.startsWith("aws_access_key_id")) {
                id = value;
            } else if (line.startsWith("aws_secret_access_key")) {
                secret = value;
            }
        }
        return new Keys(id, secret, null);
    }

    private void unpack(String name) throws IOException {
        try (InputStream file =
                        Objects.requireNonNull(GoldenStoreTest.class.getResourceAsStream("/golden/" + name + ".zip"));
                ZipInputStream archive = new ZipInputStream(file)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path target = folder.resolve("data").resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.copy(archive, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    private void pack(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path data = folder.resolve("data");
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream archive = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(data)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = data.relativize(path).toString();
                // The log of RocksDB contains the path at which the store was created.
                if (!name.startsWith("native/") && !name.startsWith("rows/LOG") && !name.equals("lock")) {
                    archive.putNextEntry(new ZipEntry(name));
                    Files.copy(path, archive);
                }
            }
        }
    }

    private static IamClient iam(Drawbridge server, Keys keys) {
        return IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Client s3(Drawbridge server, Keys keys) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
