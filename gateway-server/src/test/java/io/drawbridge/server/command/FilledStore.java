// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store with something of everything that a client sees, and a user whose key sees it. */
final class FilledStore {
    static final String ACCOUNT = "111111111111";
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}]}";
    private static final String BUCKET_POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::one/*\"}]}";

    final String userKey;
    final String userSecret;

    private FilledStore(String userKey, String userSecret) {
        this.userKey = userKey;
        this.userSecret = userSecret;
    }

    /** A new store in that directory; it need not be there. */
    static FilledStore in(Path data) throws Exception {
        try (Drawbridge server = start(data)) {
            RootCredentials root = server.rootCredentials(ACCOUNT);
            try (IamClient iam = iam(server, root.accessKeyId(), root.secretAccessKey())) {
                iam.createUser(request -> request.userName("u").path("/people/"));
                iam.putUserPolicy(
                        request -> request.userName("u").policyName("all").policyDocument(POLICY));
                iam.createPolicy(request -> request.policyName("p").policyDocument(POLICY));
                iam.attachUserPolicy(
                        request -> request.userName("u").policyArn("arn:aws:iam::" + ACCOUNT + ":policy/p"));
                AccessKey key =
                        iam.createAccessKey(request -> request.userName("u")).accessKey();
                FilledStore store = new FilledStore(key.accessKeyId(), key.secretAccessKey());
                try (S3Client s3 = store.s3(server)) {
                    fill(s3);
                }
                return store;
            }
        }
    }

    private static void fill(S3Client s3) {
        s3.createBucket(request -> request.bucket("one"));
        s3.createBucket(request -> request.bucket("two"));
        s3.putBucketPolicy(request -> request.bucket("one").policy(BUCKET_POLICY));
        s3.putObject(
                request -> request.bucket("one")
                        .key("small")
                        .metadata(Map.of("colour", "red"))
                        .tagging("a=b"),
                RequestBody.fromString("hello"));
        byte[] large = new byte[700_000];
        Arrays.fill(large, (byte) 7);
        s3.putObject(request -> request.bucket("one").key("large").contentType("x/y"), RequestBody.fromBytes(large));
        s3.copyObject(request -> request.sourceBucket("one")
                .sourceKey("large")
                .destinationBucket("two")
                .destinationKey("copy"));
        String upload = s3.createMultipartUpload(
                        request -> request.bucket("two").key("parts"))
                .uploadId();
        s3.uploadPart(
                request -> request.bucket("two").key("parts").uploadId(upload).partNumber(1),
                RequestBody.fromBytes(large));
        s3.deleteObject(request -> request.bucket("one").key("gone"));
    }

    /** A server on that directory. */
    static Drawbridge start(Path data) throws Exception {
        return Drawbridge.builder().data(data).account(ACCOUNT).start();
    }

    static IamClient iam(Drawbridge server, String id, String secret) {
        return IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A client of the user. */
    S3Client s3(Drawbridge server) {
        return s3(server, userKey, userSecret);
    }

    static S3Client s3(Drawbridge server, String id, String secret) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Everything that a client sees, with the key of a user, which thereby is seen to work. */
    Map<String, String> state(Path directory) throws Exception {
        try (Drawbridge server = start(directory)) {
            return state(server);
        }
    }

    Map<String, String> state(Drawbridge server) throws Exception {
        Map<String, String> seen = new TreeMap<>();
        try (IamClient iam = iam(server, userKey, userSecret);
                S3Client s3 = s3(server)) {
            assertThat(server.rootCredentials(ACCOUNT).source()).isEqualTo(RootCredentials.Source.KEPT);
            seen.put("root", server.rootCredentials(ACCOUNT).secretAccessKey());
            seen.put("users", iam.listUsers().users().toString());
            seen.put(
                    "keys",
                    iam.listAccessKeys(request -> request.userName("u"))
                            .accessKeyMetadata()
                            .toString());
            seen.put(
                    "inline",
                    iam.getUserPolicy(request -> request.userName("u").policyName("all"))
                            .policyDocument());
            seen.put(
                    "attached",
                    iam.listAttachedUserPolicies(request -> request.userName("u"))
                            .attachedPolicies()
                            .toString());
            for (Bucket bucket : s3.listBuckets().buckets()) {
                seen.put("bucket " + bucket.name(), bucket.toString());
                see(s3, bucket.name(), seen);
            }
            seen.put(
                    "bucket policy",
                    s3.getBucketPolicy(request -> request.bucket("one")).policy());
        }
        return seen;
    }

    private static void see(S3Client s3, String bucket, Map<String, String> seen) {
        for (S3Object object :
                s3.listObjectsV2(request -> request.bucket(bucket)).contents()) {
            var got = s3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()));
            seen.put(
                    bucket + "/" + object.key(),
                    object + " " + got.response().metadata() + got.response().contentType()
                            + s3.getObjectTagging(
                                            request -> request.bucket(bucket).key(object.key()))
                                    .tagSet()
                            + Arrays.hashCode(got.asByteArray()));
        }
        for (MultipartUpload upload :
                s3.listMultipartUploads(request -> request.bucket(bucket)).uploads()) {
            seen.put(
                    "upload " + upload.uploadId(),
                    upload
                            + s3.listParts(request -> request.bucket(bucket)
                                            .key(upload.key())
                                            .uploadId(upload.uploadId()))
                                    .parts()
                                    .toString());
        }
    }

    /** The files of bodies, sorted. */
    static List<Path> blobs(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Damages one byte; flipping it again repairs it. */
    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Path changed = file.resolveSibling("changed");
        Files.write(changed, bytes);
        Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
