// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;

/** Another Drawbridge with one bucket, and a user with no more than the policy of docs/blob-stores.md. */
public final class UpstreamServer implements AutoCloseable {
    public static final String BUCKET = "bodies";
    private static final String ACCOUNT = "111111111111";
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["s3:ListBucket","s3:ListBucketMultipartUploads"],
               "Resource":"arn:aws:s3:::bodies"},
              {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload"],
               "Resource":"arn:aws:s3:::bodies/nodes/*"}]}
            """;

    private final Drawbridge server;
    private final StaticCredentialsProvider user;

    public UpstreamServer() {
        server = Drawbridge.builder().memory().account(ACCOUNT).start();
        root().createBucket(r -> r.bucket(BUCKET));
        try (IamClient iam = IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.AWS_GLOBAL)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(rootKeys())
                .build()) {
            iam.createUser(r -> r.userName("node"));
            iam.putUserPolicy(r -> r.userName("node").policyName("bodies").policyDocument(POLICY));
            AccessKey key = iam.createAccessKey(r -> r.userName("node")).accessKey();
            user = StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        }
    }

    private StaticCredentialsProvider rootKeys() {
        RootCredentials root = server.rootCredentials(ACCOUNT);
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(root.accessKeyId(), root.secretAccessKey()));
    }

    /** The owner of the bucket, past every policy. */
    S3Client root() {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(rootKeys())
                .build();
    }

    public URI endpoint() {
        return server.endpoint();
    }

    private static UpstreamLimits limits() {
        return limits(64, Duration.ofSeconds(2));
    }

    /** @param silence of the upstream until a request is given up */
    static UpstreamLimits limits(int memoryMebibytes, Duration silence) {
        return new UpstreamLimits(
                16,
                (long) memoryMebibytes << 20,
                Duration.ofSeconds(5).plus(silence),
                silence,
                Duration.ofSeconds(3).plus(silence),
                Duration.ofSeconds(8).plus(silence),
                3,
                Duration.ofSeconds(60));
    }

    public UpstreamBlobStore store() throws java.io.IOException {
        return store(server.endpoint(), BUCKET, Clock.systemUTC());
    }

    public UpstreamBlobStore store(URI endpoint, String bucket, Clock clock) throws java.io.IOException {
        return UpstreamBlobStore.open(url(endpoint, bucket, "nodes"), clock, user, limits());
    }

    UpstreamBlobStore store(URI endpoint, UpstreamLimits limits) throws java.io.IOException {
        return UpstreamBlobStore.open(url(endpoint, BUCKET, "nodes"), Clock.systemUTC(), user, limits);
    }

    /** What {@code --blobs} says for a prefix that begins with {@code nodes}. */
    public String url(String prefix) {
        return url(server.endpoint(), BUCKET, prefix);
    }

    private static String url(URI endpoint, String bucket, String prefix) {
        return "s3://" + bucket + "/" + prefix + "?path-style=true&region=us-east-1&endpoint="
                + URLEncoder.encode(endpoint.toString(), StandardCharsets.UTF_8);
    }

    /** The key pair of the user of the nodes. */
    public AwsCredentials user() {
        return user.resolveCredentials();
    }

    String key(String blobId) {
        return "nodes/" + blobId.substring(blobId.length() - 2) + "/" + blobId;
    }

    /** What the bucket holds, uploads included. */
    public int rest() {
        try (S3Client root = root()) {
            return root.listObjectsV2(r -> r.bucket(BUCKET)).contents().size()
                    + root.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().size();
        }
    }

    void empty() {
        try (S3Client root = root()) {
            root.listObjectsV2(r -> r.bucket(BUCKET))
                    .contents()
                    .forEach(object -> root.deleteObject(r -> r.bucket(BUCKET).key(object.key())));
            root.listMultipartUploads(r -> r.bucket(BUCKET))
                    .uploads()
                    .forEach(upload -> root.abortMultipartUpload(
                            r -> r.bucket(BUCKET).key(upload.key()).uploadId(upload.uploadId())));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
