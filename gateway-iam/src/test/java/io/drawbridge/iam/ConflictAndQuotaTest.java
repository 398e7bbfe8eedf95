// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.AddUserToGroupRequest;
import io.drawbridge.iam.model.AttachUserPolicyRequest;
import io.drawbridge.iam.model.CreateAccessKeyRequest;
import io.drawbridge.iam.model.DeleteAccessKeyRequest;
import io.drawbridge.iam.model.DeleteGroupRequest;
import io.drawbridge.iam.model.DeletePolicyRequest;
import io.drawbridge.iam.model.DeleteUserPolicyRequest;
import io.drawbridge.iam.model.DetachUserPolicyRequest;
import io.drawbridge.iam.model.GetUserPolicyRequest;
import io.drawbridge.iam.model.GetUserRequest;
import io.drawbridge.iam.model.PutUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.PutUserPolicyRequest;
import io.drawbridge.iam.model.RemoveUserFromGroupRequest;
import io.drawbridge.iam.model.UpdateAccessKeyRequest;
import io.drawbridge.iam.model.UpdateUserRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Delete conflicts, quotas, missing and existing names, with the error texts of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and STS quotas</a>
 */
final class ConflictAndQuotaTest {
    private final IamBed bed = new IamBed();

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo(code))
                .hasMessage(message);
    }

    private void attach(String userName, String policyArn) {
        bed.call(
                AttachUserPolicyRequest.OPERATION,
                AttachUserPolicyRequest.builder()
                        .userName(userName)
                        .policyArn(policyArn)
                        .build());
    }

    private void join(String groupName, String userName) {
        bed.call(
                AddUserToGroupRequest.OPERATION,
                AddUserToGroupRequest.builder()
                        .groupName(groupName)
                        .userName(userName)
                        .build());
    }

    private String key(String userName) {
        return bed.call(
                        CreateAccessKeyRequest.OPERATION,
                        CreateAccessKeyRequest.builder().userName(userName).build())
                .accessKey()
                .accessKeyId();
    }

    @Test
    void aUserIsDeletedWhenNothingIsLeftAndConflictsComeInOrder() {
        bed.user("bob");
        bed.group("team");
        String arn = bed.policy("p");
        attach("bob", arn);
        bed.allow("bob", IamBed.ALLOW_ALL);
        String keyId = key("bob");
        join("team", "bob");

        refused(() -> bed.deleteUser("bob"), "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        bed.call(
                DetachUserPolicyRequest.OPERATION,
                DetachUserPolicyRequest.builder().userName("bob").policyArn(arn).build());
        refused(() -> bed.deleteUser("bob"), "DeleteConflict", "Cannot delete entity, must delete policies first.");
        bed.call(
                DeleteUserPolicyRequest.OPERATION,
                DeleteUserPolicyRequest.builder()
                        .userName("bob")
                        .policyName("own")
                        .build());
        refused(() -> bed.deleteUser("bob"), "DeleteConflict", "Cannot delete entity, must delete access keys first.");
        bed.call(
                DeleteAccessKeyRequest.OPERATION,
                DeleteAccessKeyRequest.builder()
                        .userName("bob")
                        .accessKeyId(keyId)
                        .build());
        refused(
                () -> bed.deleteUser("bob"),
                "DeleteConflict",
                "Cannot delete entity, must remove users from group first.");
        refused(
                () -> bed.call(
                        DeleteGroupRequest.OPERATION,
                        DeleteGroupRequest.builder().groupName("team").build()),
                "DeleteConflict",
                "Cannot delete entity, must remove users from group first.");
        bed.call(
                RemoveUserFromGroupRequest.OPERATION,
                RemoveUserFromGroupRequest.builder()
                        .groupName("team")
                        .userName("bob")
                        .build());
        bed.deleteUser("bob");
        refused(() -> bed.deleteUser("bob"), "NoSuchEntity", "The user with name bob cannot be found.");
    }

    @Test
    void aBoundaryBlocksTheDeletionOfItsPolicyButNotOfItsUser() {
        bed.user("bob");
        String arn = bed.policy("limit");
        bed.call(
                PutUserPermissionsBoundaryRequest.OPERATION,
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("bob")
                        .permissionsBoundary(arn)
                        .build());
        DeletePolicyRequest delete =
                DeletePolicyRequest.builder().policyArn(arn).build();
        refused(
                () -> bed.call(DeletePolicyRequest.OPERATION, delete),
                "DeleteConflict",
                "Cannot delete a policy attached to entities.");
        bed.deleteUser("bob");
        bed.call(DeletePolicyRequest.OPERATION, delete);
        refused(
                () -> bed.call(DeletePolicyRequest.OPERATION, delete),
                "NoSuchEntity",
                "Policy " + arn + " was not found.");
    }

    @Test
    void quotasOfOneUserAreKept() {
        bed.user("bob");
        for (int i = 0; i < 10; i++) {
            bed.group("g" + i);
            join("g" + i, "bob");
            attach("bob", bed.policy("p" + i));
        }
        bed.group("last");
        refused(() -> join("last", "bob"), "LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10");
        join("g3", "bob");
        String more = bed.policy("more");
        refused(() -> attach("bob", more), "LimitExceeded", "Cannot exceed quota for PoliciesPerUser: 10");
        attach("bob", "arn:aws:iam::111122223333:policy/p4");
        key("bob");
        key("bob");
        refused(() -> key("bob"), "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void inlinePoliciesAreCountedTogetherWithoutWhiteSpace() {
        bed.user("bob");
        String filler = IamBed.ALLOW_ALL.replace("\"*\"}", "\"" + "arn:aws:s3:::" + "a".repeat(1_000) + "\"}");
        bed.allow("bob", " ".repeat(5_000) + filler);
        bed.allow("bob", filler);
        refused(
                () -> bed.call(
                        PutUserPolicyRequest.OPERATION,
                        PutUserPolicyRequest.builder()
                                .userName("bob")
                                .policyName("second")
                                .policyDocument(filler)
                                .build()),
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user bob");
    }

    @Test
    void anAccountMayHaveThreeHundredGroups() {
        for (int i = 0; i < 300; i++) {
            bed.group("g" + i);
        }
        refused(() -> bed.group("one-more"), "LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300");
        bed.call(
                DeleteGroupRequest.OPERATION,
                DeleteGroupRequest.builder().groupName("g0").build());
        bed.group("one-more");
    }

    @Test
    void namesAreUniqueAndFoundIgnoringCase() {
        bed.user("Bob");
        bed.group("Team");
        bed.role("App", IamBed.TRUST_ROOT);
        bed.policy("Limit");
        refused(() -> bed.user("bob"), "EntityAlreadyExists", "User with name bob already exists.");
        refused(() -> bed.group("team"), "EntityAlreadyExists", "Group with name team already exists.");
        refused(() -> bed.role("app", IamBed.TRUST_ROOT), "EntityAlreadyExists", "Role with name app already exists.");
        refused(
                () -> bed.policy("limit"),
                "EntityAlreadyExists",
                "A policy called limit already exists. Duplicate names are not allowed.");
        assertThat(bed.call(
                                GetUserRequest.OPERATION,
                                GetUserRequest.builder().userName("bob").build())
                        .user()
                        .userName())
                .isEqualTo("Bob");
        bed.call(
                UpdateUserRequest.OPERATION,
                UpdateUserRequest.builder().userName("Bob").newUserName("BOB").build());
        assertThat(bed.user("bobby").userName()).isEqualTo("bobby");
    }

    @Test
    void missingEntitiesHaveTheErrorTextsOfAws() {
        bed.user("bob");
        bed.group("team");
        refused(() -> bed.shownTrust("none"), "NoSuchEntity", "The role with name none cannot be found.");
        refused(() -> join("none", "bob"), "NoSuchEntity", "The group with name none cannot be found.");
        refused(() -> join("team", "none"), "NoSuchEntity", "The user with name none cannot be found.");
        String arn = "arn:aws:iam::111122223333:policy/none";
        refused(() -> attach("bob", arn), "NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        refused(
                () -> bed.call(
                        DetachUserPolicyRequest.OPERATION,
                        DetachUserPolicyRequest.builder()
                                .userName("bob")
                                .policyArn(arn)
                                .build()),
                "NoSuchEntity",
                "Policy " + arn + " was not found.");
        refused(
                () -> bed.call(
                        GetUserPolicyRequest.OPERATION,
                        GetUserPolicyRequest.builder()
                                .userName("bob")
                                .policyName("none")
                                .build()),
                "NoSuchEntity",
                "The user policy with name none cannot be found.");
        refused(
                () -> attach("bob", "arn:aws:s3:::not-a-policy"),
                "ValidationError",
                "ARN arn:aws:s3:::not-a-policy is not valid.");
        refused(
                () -> bed.call(
                        UpdateAccessKeyRequest.OPERATION,
                        UpdateAccessKeyRequest.builder()
                                .userName("bob")
                                .accessKeyId("AKIAAAAAAAAAAAAAAAAA")
                                .status("Inactive")
                                .build()),
                "NoSuchEntity",
                "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.");
    }
}
