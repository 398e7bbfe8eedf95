// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.engine.postgres.DisturbedReads;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;

/** A server whose database breaks off statements that read, because of others. */
final class RestartedReadsTest {
    private static final String BUCKET = "disturbed";
    private static final String POLICY = World.allow("s3:*", "*");

    /** No view with as many reads gets through before all is quiet. */
    private static final int ONE_OF = 2;

    /** Half of them fails: less often than reads are tried. */
    private static final int READS = 100;

    @TempDir
    private Path folder;

    @Test
    void requestsAreAnsweredAsEverWhileReadsMeetFewerConflictsThanTheyAreTried() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase();
            DisturbedReads disturbed = new DisturbedReads(server, url);
            try (Nodes nodes = new Nodes(url + DisturbedReads.setting(), folder, 1)) {
                Keys keys = nodes.user("reader", POLICY);
                S3Client s3 = nodes.s3(0, keys);
                IamClient iam = nodes.iam(0, nodes.root());
                for (Map.Entry<String, Runnable> change : changes(s3, iam).entrySet()) {
                    disturbed.disturb("40001", ONE_OF, READS);
                    change.getValue().run();
                    assertThat(disturbed.failures()).as(change.getKey()).isPositive();
                }
                for (Map.Entry<String, Supplier<Object>> question :
                        questions(s3, iam, nodes.sts(0, keys)).entrySet()) {
                    disturbed.quiet();
                    Object undisturbed = question.getValue().get();
                    disturbed.disturb("40001", ONE_OF, READS);
                    assertThat(question.getValue().get()).as(question.getKey()).isEqualTo(undisturbed);
                    assertThat(disturbed.failures()).as(question.getKey()).isPositive();
                }
            }
        }
    }

    private static Map<String, Runnable> changes(S3Client s3, IamClient iam) {
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("CreateBucket", () -> s3.createBucket(r -> r.bucket(BUCKET)));
        for (String key : List.of("a/1", "a/2", "b", "c/1")) {
            changes.put(
                    "PutObject " + key,
                    () -> s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("body of " + key)));
        }
        changes.put(
                "PutObject large",
                () -> s3.putObject(r -> r.bucket(BUCKET).key("large"), RequestBody.fromBytes(new byte[300_000])));
        changes.put(
                "CopyObject",
                () -> s3.copyObject(r -> r.sourceBucket(BUCKET)
                        .sourceKey("large")
                        .destinationBucket(BUCKET)
                        .destinationKey("copy")));
        changes.put("DeleteObject", () -> s3.deleteObject(r -> r.bucket(BUCKET).key("c/1")));
        changes.put("CreateUser", () -> iam.createUser(r -> r.userName("somebody")));
        changes.put(
                "CreatePolicy",
                () -> iam.createPolicy(r -> r.policyName("policy").policyDocument(POLICY)));
        changes.put(
                "CreatePolicyVersion",
                () -> iam.createPolicyVersion(
                        r -> r.policyArn(policyArn()).policyDocument(POLICY).setAsDefault(true)));
        changes.put(
                "AttachUserPolicy",
                () -> iam.attachUserPolicy(r -> r.userName("somebody").policyArn(policyArn())));
        return changes;
    }

    private static String policyArn() {
        return "arn:aws:iam::" + Nodes.ACCOUNT + ":policy/policy";
    }

    private static Map<String, Supplier<Object>> questions(S3Client s3, IamClient iam, StsClient sts) {
        Map<String, Supplier<Object>> questions = new LinkedHashMap<>();
        questions.put(
                "GetObject",
                () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("b")).asUtf8String());
        questions.put(
                "GetObject large",
                () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("copy")).asByteArray().length);
        questions.put("ListObjectsV2", () -> s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList());
        questions.put(
                "ListObjectsV2 with a delimiter",
                () -> s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/")).commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .toList());
        questions.put("ListBuckets", () -> s3.listBuckets().buckets().size());
        questions.put(
                "ListUsers",
                () -> iam.listUsers().users().stream().map(User::userName).toList());
        questions.put(
                "ListPolicyVersions", () -> iam.listPolicyVersions(r -> r.policyArn(policyArn())).versions().stream()
                        .map(PolicyVersion::versionId)
                        .toList());
        questions.put(
                "ListAttachedUserPolicies",
                () -> iam.listAttachedUserPolicies(r -> r.userName("somebody")).attachedPolicies().stream()
                        .map(AttachedPolicy::policyName)
                        .toList());
        questions.put("GetAccountSummary", () -> iam.getAccountSummary().summaryMapAsStrings());
        questions.put(
                "GetAccountAuthorizationDetails",
                () -> iam.getAccountAuthorizationDetails().userDetailList().size());
        questions.put("GetCallerIdentity", () -> sts.getCallerIdentity().arn());
        return questions;
    }

    @Test
    void whatMeetsConflictsEveryTimeIsAnsweredWith503AndRetryAfter() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase();
            DisturbedReads disturbed = new DisturbedReads(server, url);
            try (Nodes nodes = new Nodes(url + DisturbedReads.setting(), folder, 1)) {
                Keys keys = nodes.user("reader", POLICY);
                S3Client s3 = nodes.s3(0, keys);
                IamClient iam = nodes.iam(0, nodes.root());
                changes(s3, iam).values().forEach(Runnable::run);
                Map<String, Supplier<Object>> calls = questions(s3, iam, nodes.sts(0, keys));
                calls.put(
                        "PutObject",
                        () -> s3.putObject(r -> r.bucket(BUCKET).key("refused"), RequestBody.fromString("refused")));
                calls.put("CreateUser", () -> iam.createUser(r -> r.userName("refused")));
                List<String> answered = new ArrayList<>();
                for (Map.Entry<String, Supplier<Object>> call : calls.entrySet()) {
                    disturbed.disturbEndlessly("40001", 1);
                    if (!refused(call.getValue())) {
                        answered.add(call.getKey());
                    }
                    assertThat(disturbed.failures()).as(call.getKey()).isBetween(10L, 1000L);
                }
                assertThat(answered).isEmpty();
                disturbed.quiet();
                assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                                .map(S3Object::key))
                        .containsExactly("a/1", "a/2", "b", "copy", "large");
                assertThat(iam.listUsers().users().stream().map(User::userName)).containsExactly("reader", "somebody");
            }
        }
    }

    private static boolean refused(Supplier<Object> call) {
        try {
            return call.get() == null;
        } catch (AwsServiceException e) {
            assertThat(e.statusCode()).isEqualTo(503);
            assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                    .isPresent();
            return true;
        }
    }
}
