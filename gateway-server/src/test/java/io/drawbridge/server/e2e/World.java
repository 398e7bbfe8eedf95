// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import io.drawbridge.server.Drawbridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** A server with three accounts, and the AWS SDK for Java to set things up in it. */
final class World implements AutoCloseable {
    static final String PRODUCTION = "999999999999";
    static final String DEVELOPMENT = "111111111111";
    static final String THIRD = "333333333333";

    private final Drawbridge drawbridge;

    private World(Drawbridge drawbridge) {
        this.drawbridge = drawbridge;
    }

    static World start() {
        return start((Drawbridge.Builder builder) -> builder);
    }

    static World start(UnaryOperator<Drawbridge.Builder> more) {
        return new World(more.apply(Drawbridge.builder()
                        .memory()
                        .account(PRODUCTION, "production")
                        .account(DEVELOPMENT, "development")
                        .account(THIRD, "third")
                        .testClock())
                .start());
    }

    /**
     * The same server with an organization.
     *
     * @param organization the object of the bootstrap file
     */
    static World start(String organization) {
        return start(organization, builder -> builder);
    }

    static World start(String organization, UnaryOperator<Drawbridge.Builder> more) {
        try (Scratch scratch = new Scratch()) {
            Path file = Files.writeString(
                    scratch.file("bootstrap.json"),
                    "{\"accounts\":[{\"id\":\"" + PRODUCTION + "\",\"name\":\"production\"},{\"id\":\""
                            + DEVELOPMENT
                            + "\",\"name\":\"development\"},{\"id\":\"" + THIRD
                            + "\",\"name\":\"third\"}],\"organization\":" + organization + "}");
            return new World(
                    more.apply(Drawbridge.builder().memory().bootstrap(file).testClock())
                            .start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Drawbridge drawbridge() {
        return drawbridge;
    }

    String endpoint() {
        return drawbridge.endpoint().toString();
    }

    RealClient client() {
        return RealClient.at(endpoint());
    }

    Keys root(String account) {
        return Keys.of(drawbridge.rootCredentials(account));
    }

    IamClient iam(Keys keys) {
        return IamClient.builder()
                .endpointOverride(drawbridge.endpoint())
                .region(Region.AWS_GLOBAL)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .build();
    }

    IamClient rootIam(String account) {
        return iam(root(account));
    }

    StsClient sts(Keys keys) {
        return StsClient.builder()
                .endpointOverride(drawbridge.endpoint())
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .build();
    }

    S3Client s3(Keys keys) {
        return s3(keys, builder -> builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED));
    }

    S3Client s3(Keys keys, Consumer<S3ClientBuilder> more) {
        S3ClientBuilder builder = S3Client.builder()
                .endpointOverride(drawbridge.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()));
        more.accept(builder);
        return builder.build();
    }

    /** A user with a key pair, made by the root of the account. */
    Keys user(String account, String name) {
        IamClient iam = rootIam(account);
        iam.createUser(r -> r.userName(name));
        return Keys.of(iam.createAccessKey(r -> r.userName(name)).accessKey());
    }

    /** A user with a key pair and one inline policy. */
    Keys user(String account, String name, String policy) {
        Keys keys = user(account, name);
        rootIam(account)
                .putUserPolicy(r -> r.userName(name).policyName("inline").policyDocument(policy));
        return keys;
    }

    /** A role with a trust policy and one inline policy. */
    String role(String account, String name, String trustPolicy, String policy) {
        IamClient iam = rootIam(account);
        String arn = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trustPolicy))
                .role()
                .arn();
        iam.putRolePolicy(r -> r.roleName(name).policyName("inline").policyDocument(policy));
        return arn;
    }

    /** Assumes a role. */
    Keys assume(Keys keys, String roleArn, String sessionName) {
        return assume(keys, roleArn, sessionName, r -> {});
    }

    Keys assume(Keys keys, String roleArn, String sessionName, Consumer<AssumeRoleRequest.Builder> more) {
        return Keys.of(sts(keys)
                .assumeRole(r -> more.accept(r.roleArn(roleArn).roleSessionName(sessionName)))
                .credentials());
    }

    static String roleArn(String account, String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\"}}";
    }

    static String allow(String action, String resource) {
        return statement("Allow", action, resource);
    }

    static String deny(String action, String resource) {
        return statement("Deny", action, resource);
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"}]}";
    }

    @Override
    public void close() {
        drawbridge.close();
    }
}
