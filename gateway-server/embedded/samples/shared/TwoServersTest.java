package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.drawbridge.server.Drawbridge;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class TwoServersTest {
    private static final String PRODUCTION = "999999999999";
    private static final String DEVELOPMENT = "111111111111";
    private static final String ROLE = "arn:aws:iam::" + PRODUCTION + ":role/UpdateApp";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"" + DEVELOPMENT + "\"},\"Action\":\"sts:AssumeRole\"}}";

    private static Drawbridge start() {
        return Drawbridge.builder().account(PRODUCTION).account(DEVELOPMENT).start();
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint, AwsCredentials keys) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .build();
    }

    private static AwsCredentials root(Drawbridge server, String account) {
        return AwsBasicCredentials.create(
                server.rootCredentials(account).accessKeyId(),
                server.rootCredentials(account).secretAccessKey());
    }

    private static String allow(String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[" + action
                + "],\"Resource\":\"" + resource + "\"}}";
    }

    private static AwsCredentials user(IamClient iam, String name) {
        iam.createUser(r -> r.userName(name));
        var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private static Credentials assume(StsClient sts) {
        return sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("test")).credentials();
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails().errorCode();
    }

    @Test
    void aRoleIsAssumedAcrossAccountsOnTheServerThatKnowsIt() {
        try (Drawbridge one = start();
                Drawbridge two = start();
                IamClient production = client(IamClient.builder(), one.endpoint(), root(one, PRODUCTION));
                IamClient development = client(IamClient.builder(), one.endpoint(), root(one, DEVELOPMENT))) {
            production.createRole(r -> r.roleName("UpdateApp").assumeRolePolicyDocument(TRUST));
            production.putRolePolicy(r -> r.roleName("UpdateApp")
                    .policyName("app")
                    .policyDocument(allow("\"s3:CreateBucket\",\"s3:PutObject\",\"s3:GetObject\"", "arn:aws:s3:::*")));
            AwsCredentials david = user(development, "David");
            development.putUserPolicy(
                    r -> r.userName("David").policyName("switch").policyDocument(allow("\"sts:AssumeRole\"", ROLE)));
            AwsCredentials eve = user(development, "Eve");
            try (StsClient sts = client(StsClient.builder(), one.endpoint(), eve)) {
                assertEquals("AccessDenied", code(assertThrows(AwsServiceException.class, () -> assume(sts))));
            }
            try (StsClient sts = client(StsClient.builder(), two.endpoint(), david)) {
                assertEquals("InvalidClientTokenId", code(assertThrows(AwsServiceException.class, () -> assume(sts))));
            }
            try (StsClient sts = client(StsClient.builder(), one.endpoint(), david)) {
                Credentials keys = assume(sts);
                useAsynchronously(
                        one.endpoint(),
                        AwsSessionCredentials.create(
                                keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
            }
        }
    }

    private static void useAsynchronously(URI endpoint, AwsCredentials session) {
        try (S3AsyncClient s3 = client(
                S3AsyncClient.builder()
                        .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                        .forcePathStyle(true),
                endpoint,
                session)) {
            s3.createBucket(r -> r.bucket("app")).join();
            s3.putObject(r -> r.bucket("app").key("k"), AsyncRequestBody.fromString("v")).join();
            assertEquals(
                    "v",
                    s3.getObject(r -> r.bucket("app").key("k"), AsyncResponseTransformer.toBytes())
                            .join()
                            .asUtf8String());
            CompletionException refused = assertThrows(
                    CompletionException.class,
                    () -> s3.deleteObject(r -> r.bucket("app").key("k")).join());
            assertEquals("AccessDenied", code((AwsServiceException) refused.getCause()));
        }
    }
}
