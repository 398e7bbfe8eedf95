// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.data.KeyRingFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Several servers on one database and one folder, with clients that never retry. */
final class Nodes implements AutoCloseable {
    static final String ACCOUNT = "111111111111";
    static final String OTHER = "222222222222";

    private final List<Drawbridge> nodes = new ArrayList<>();
    private final Path folder;
    private final String url;

    /** @param url of an empty database */
    Nodes(String url, Path folder, int count) throws Exception {
        this.url = url;
        this.folder = folder;
        Path ring = folder.resolve("ring");
        if (!Files.exists(ring)) {
            KeyRingFile.createNew(ring, new SecureRandom());
        }
        for (int i = 0; i < count; i++) {
            nodes.add(builder().start());
        }
    }

    Drawbridge.Builder builder() {
        return Drawbridge.builder()
                .postgres(url)
                .blobs(folder.resolve("blobs").toString())
                .keyRing(folder.resolve("ring"))
                .account(ACCOUNT)
                .account(OTHER);
    }

    Keys root() {
        return Keys.of(nodes.get(0).rootCredentials(ACCOUNT));
    }

    Keys otherRoot() {
        return Keys.of(nodes.get(0).rootCredentials(OTHER));
    }

    URI endpoint(int node) {
        return nodes.get(node).endpoint();
    }

    Drawbridge node(int node) {
        return nodes.get(node);
    }

    private static ClientOverrideConfiguration once() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallTimeout(Duration.ofSeconds(60))
                .build();
    }

    IamClient iam(int node, Keys keys) {
        return IamClient.builder()
                .endpointOverride(endpoint(node))
                .region(Region.AWS_GLOBAL)
                .overrideConfiguration(once())
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .build();
    }

    StsClient sts(int node, Keys keys) {
        return StsClient.builder()
                .endpointOverride(endpoint(node))
                .region(Region.US_EAST_1)
                .overrideConfiguration(once())
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .build();
    }

    S3Client s3(int node, Keys keys) {
        return S3Client.builder()
                .endpointOverride(endpoint(node))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .overrideConfiguration(once())
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofSeconds(60))
                        .build())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .build();
    }

    /** A user of the account with a key pair and one inline policy, made on the first node. */
    Keys user(String name, String policy) {
        IamClient iam = iam(0, root());
        iam.createUser(r -> r.userName(name));
        iam.putUserPolicy(r -> r.userName(name).policyName("inline").policyDocument(policy));
        return Keys.of(iam.createAccessKey(r -> r.userName(name)).accessKey());
    }

    @Override
    public void close() {
        nodes.forEach(Drawbridge::close);
    }
}
