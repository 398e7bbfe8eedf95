// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.model.DeleteBucketPolicyRequest;
import io.drawbridge.s3.model.DeletePublicAccessBlockRequest;
import io.drawbridge.s3.model.GetBucketPolicyRequest;
import io.drawbridge.s3.model.GetBucketPolicyResponse;
import io.drawbridge.s3.model.GetBucketPolicyStatusRequest;
import io.drawbridge.s3.model.GetBucketPolicyStatusResponse;
import io.drawbridge.s3.model.ListObjectsV2Request;
import io.drawbridge.s3.model.PublicAccessBlockConfiguration;
import io.drawbridge.s3.model.PutBucketPolicyRequest;
import io.drawbridge.s3.model.PutPublicAccessBlockRequest;
import io.drawbridge.s3.model.S3Operation;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
final class BucketPolicyTest {
    private static final String NAME = "policy-bucket";

    private final S3Scene scene = new S3Scene("us-east-1");

    @BeforeEach
    void makeBucket() {
        scene.bucket(NAME);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static String policy(String effect, String principal, String actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":" + principal
                + ",\"Action\":" + actions + ",\"Resource\":[\"arn:aws:s3:::" + NAME + "\",\"arn:aws:s3:::" + NAME
                + "/*\"]}]}";
    }

    private void put(String policy, RequestContext context) {
        scene.call(
                S3Operation.PUT_BUCKET_POLICY,
                PutBucketPolicyRequest.builder().bucket(NAME).policy(policy).build(),
                context,
                Structure.class);
    }

    private String get(RequestContext context) {
        String text = scene.call(
                        S3Operation.GET_BUCKET_POLICY,
                        GetBucketPolicyRequest.builder().bucket(NAME).build(),
                        context,
                        GetBucketPolicyResponse.class)
                .policy();
        assertThat(text).isNotNull();
        return text;
    }

    private void delete(RequestContext context) {
        scene.call(
                S3Operation.DELETE_BUCKET_POLICY,
                DeleteBucketPolicyRequest.builder().bucket(NAME).build(),
                context,
                Structure.class);
    }

    private void list(RequestContext context) {
        scene.call(
                S3Operation.LIST_OBJECTS_V2,
                ListObjectsV2Request.builder().bucket(NAME).build(),
                context,
                Structure.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String code, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, error -> assertThat(
                        error.code().code())
                .isEqualTo(code));
    }

    @Test
    void textComesBackAsItWas() {
        String policy = policy("Allow", "{\"AWS\":\"arn:aws:iam::444455556666:root\"}", "\"s3:*\"");
        put(policy, scene.root(S3Scene.OWNER));
        assertThat(get(scene.root(S3Scene.OWNER))).isEqualTo(policy);
        delete(scene.root(S3Scene.OWNER));
        refused("NoSuchBucketPolicy", () -> get(scene.root(S3Scene.OWNER)));
    }

    @Test
    void accountIdsAreShownAsRoot() {
        put(policy("Allow", "{\"AWS\":\"444455556666\"}", "\"s3:*\""), scene.root(S3Scene.OWNER));
        assertThat(get(scene.root(S3Scene.OWNER))).contains("\"arn:aws:iam::444455556666:root\"");
    }

    @Test
    void strangersWithPermissionGetMethodNotAllowedAndWithoutItAccessDenied() {
        RequestContext stranger = scene.user(S3Scene.STRANGER, "eve");
        refused("AccessDenied", () -> get(stranger));
        put(policy("Allow", "{\"AWS\":\"444455556666\"}", "\"s3:*\""), scene.root(S3Scene.OWNER));
        refused("MethodNotAllowed", () -> get(stranger));
        refused("MethodNotAllowed", () -> delete(stranger));
        refused("MethodNotAllowed", () -> put(policy("Allow", "{\"AWS\":\"*\"}", "\"s3:*\""), stranger));
        list(stranger);
        assertThat(get(scene.user(S3Scene.OWNER, "bob"))).contains("444455556666");
    }

    @Test
    void rootOfTheOwnerCanAlwaysUndoAPolicy() {
        put(policy("Deny", "\"*\"", "\"s3:*\""), scene.root(S3Scene.OWNER));
        refused("AccessDenied", () -> list(scene.root(S3Scene.OWNER)));
        refused("AccessDenied", () -> delete(scene.user(S3Scene.OWNER, "bob")));
        refused("AccessDenied", () -> delete(scene.root(S3Scene.STRANGER)));
        delete(scene.root(S3Scene.OWNER));
        list(scene.root(S3Scene.OWNER));
    }

    @Test
    void unsignedRequestsAreRefused() {
        refused("AccessDenied", () -> get(scene.anonymous()))
                .hasMessage("Anonymous users cannot invoke this API. Please authenticate.");
    }

    @Test
    void publicPoliciesAreBlockedUntilTheBlockIsGone() {
        String open = policy("Allow", "\"*\"", "\"s3:ListBucket\"");
        refused("AccessDenied", () -> put(open, scene.root(S3Scene.OWNER)))
                .hasMessage("User: arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketPolicy on"
                        + " resource: \"arn:aws:s3:::policy-bucket\" because public policies are prevented by the"
                        + " BlockPublicPolicy setting in S3 Block Public Access.");
        // A value that an anonymous caller has does not narrow, and neither do halves of the Internet.
        String anonymous = open.replace(
                "\"Action\"", "\"Condition\":{\"StringEquals\":{\"aws:userid\":\"anonymous\"}},\"Action\"");
        String halves = open.replace(
                "\"Action\"",
                "\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"0.0.0.0/1\",\"128.0.0.0/1\"]}},\"Action\"");
        refused("AccessDenied", () -> put(anonymous, scene.root(S3Scene.OWNER)));
        refused("AccessDenied", () -> put(halves, scene.root(S3Scene.OWNER)));
        put(open.replace("\"*\",", "{\"AWS\":\"111122223333\"},"), scene.root(S3Scene.OWNER));
        scene.call(
                S3Operation.DELETE_PUBLIC_ACCESS_BLOCK,
                DeletePublicAccessBlockRequest.builder().bucket(NAME).build(),
                scene.root(S3Scene.OWNER),
                Structure.class);
        refused("AccessDenied", () -> list(scene.anonymous()));
        put(open, scene.root(S3Scene.OWNER));
        list(scene.anonymous());
        assertThat(scene.call(
                                S3Operation.GET_BUCKET_POLICY_STATUS,
                                GetBucketPolicyStatusRequest.builder()
                                        .bucket(NAME)
                                        .build(),
                                scene.root(S3Scene.OWNER),
                                GetBucketPolicyStatusResponse.class)
                        .toString())
                .contains("IsPublic=true");
    }

    @Test
    void restrictedPublicBucketsServeOnlyTheirAccount() {
        scene.call(
                S3Operation.DELETE_PUBLIC_ACCESS_BLOCK,
                DeletePublicAccessBlockRequest.builder().bucket(NAME).build(),
                scene.root(S3Scene.OWNER),
                Structure.class);
        put(policy("Allow", "\"*\"", "\"s3:ListBucket\""), scene.root(S3Scene.OWNER));
        list(scene.user(S3Scene.STRANGER, "eve"));
        scene.call(
                S3Operation.PUT_PUBLIC_ACCESS_BLOCK,
                PutPublicAccessBlockRequest.builder()
                        .bucket(NAME)
                        .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.builder()
                                .restrictPublicBuckets(true)
                                .build())
                        .build(),
                scene.root(S3Scene.OWNER),
                Structure.class);
        refused("AccessDenied", () -> list(scene.user(S3Scene.STRANGER, "eve")));
        refused("AccessDenied", () -> list(scene.anonymous()));
        list(scene.user(S3Scene.OWNER, "poor", ""));
    }

    @Test
    void deletedPrincipalsShowTheirIdsAndCannotBeSavedAgain() {
        Arn bob = Arn.iam(S3Scene.OWNER, "user/bob");
        RequestContext asBob = scene.user(S3Scene.OWNER, "bob", "");
        String policy = policy("Allow", "{\"AWS\":\"" + bob + "\"}", "\"s3:ListBucket\"");
        put(policy, scene.root(S3Scene.OWNER));
        assertThat(get(scene.root(S3Scene.OWNER))).isEqualTo(policy);
        list(asBob);
        String id = scene.users.ids.remove(bob);
        String shown = get(scene.root(S3Scene.OWNER));
        assertThat(shown).contains("\"" + id + "\"").doesNotContain("user/bob");
        refused("MalformedPolicy", () -> put(shown, scene.root(S3Scene.OWNER)))
                .hasMessage("Invalid principal in policy");
        scene.users.ids.put(bob, "AIDAZZZZZZZZZZZZZ9999");
        refused("AccessDenied", () -> list(scene.user(S3Scene.OWNER, "bob", "")));
    }

    @Test
    void principalsOfHeldAccountsMustExist() {
        refused(
                        "MalformedPolicy",
                        () -> put(
                                policy("Allow", "{\"AWS\":\"arn:aws:iam::111122223333:role/none\"}", "\"s3:*\""),
                                scene.root(S3Scene.OWNER)))
                .isInstanceOfSatisfying(AwsException.class, error -> assertThat(error.details())
                        .containsEntry("Detail", "\"AWS\" : \"arn:aws:iam::111122223333:role/none\""));
        put(
                policy("Allow", "{\"AWS\":\"arn:aws:iam::999988887777:role/elsewhere\"}", "\"s3:*\""),
                scene.root(S3Scene.OWNER));
    }

    @Test
    void sizeCountsInBytes() {
        String policy = policy("Allow", "{\"AWS\":\"444455556666\"}", "\"s3:*\"");
        int room = 20_480 - policy.length();
        put(policy.substring(0, policy.length() - 1) + " ".repeat(room) + "}", scene.root(S3Scene.OWNER));
        refused(
                        "MalformedPolicy",
                        () -> put(
                                policy.substring(0, policy.length() - 1) + " ".repeat(room + 1) + "}",
                                scene.root(S3Scene.OWNER)))
                .hasMessage("Policy exceeds the maximum allowed document size.");
    }
}
