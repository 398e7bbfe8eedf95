// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.QueryCodec;
import io.drawbridge.core.model.Structure;
import io.drawbridge.iam.model.AddUserToGroupRequest;
import io.drawbridge.iam.model.AttachUserPolicyRequest;
import io.drawbridge.iam.model.CreateGroupRequest;
import io.drawbridge.iam.model.CreateUserRequest;
import io.drawbridge.iam.model.DeleteUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.GetPolicyRequest;
import io.drawbridge.iam.model.GetRoleRequest;
import io.drawbridge.iam.model.GetUserRequest;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.model.ListUsersRequest;
import io.drawbridge.iam.model.PutUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.model.TagUserRequest;
import io.drawbridge.iam.model.UpdateGroupRequest;
import io.drawbridge.iam.model.UpdateUserRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The access checks of each action, and the resource that a denial names.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html">
 *     Actions of IAM</a>
 */
final class AccessChecksTest {
    /** The further permissions of an operation. */
    private static final Map<IamOperation, List<String>> ALSO =
            Map.of(IamOperation.ADD_ROLE_TO_INSTANCE_PROFILE, List.of("iam:PassRole"));

    private static final String PREFIX = "arn:aws:iam::111122223333:";

    private final IamBed bed = new IamBed();

    private record Check(String action, String resource, String shown) {}

    private <I extends Structure, O extends Structure> List<Check> checks(Operation<I, O> operation, I input) {
        return bed.action(operation).accessChecks(input, bed.root()).stream()
                .map(check -> new Check(
                        check.action(),
                        check.resource().toString(),
                        check.presentation().displayName() == null
                                ? check.resource().toString()
                                : check.presentation().displayName()))
                .toList();
    }

    private void scene() {
        bed.call(
                CreateUserRequest.OPERATION,
                CreateUserRequest.builder().userName("bob").path("/dev/").build());
        bed.call(
                CreateGroupRequest.OPERATION,
                CreateGroupRequest.builder().groupName("team").path("/dev/").build());
        bed.role("app", IamBed.TRUST_ROOT);
    }

    @Test
    void resourcesAreTheRealOnesAndShownByTypeAndName() {
        scene();
        assertThat(checks(
                        GetUserRequest.OPERATION,
                        GetUserRequest.builder().userName("bob").build()))
                .containsExactly(new Check("iam:GetUser", PREFIX + "user/dev/bob", "user bob"));
        assertThat(checks(
                        GetRoleRequest.OPERATION,
                        GetRoleRequest.builder().roleName("none").build()))
                .containsExactly(new Check("iam:GetRole", PREFIX + "role/none", "role none"));
        assertThat(checks(
                        AddUserToGroupRequest.OPERATION,
                        AddUserToGroupRequest.builder()
                                .groupName("team")
                                .userName("bob")
                                .build()))
                .containsExactly(new Check("iam:AddUserToGroup", PREFIX + "group/dev/team", "group team"));
        String created = PREFIX + "user/ops/carol";
        assertThat(checks(
                        CreateUserRequest.OPERATION,
                        CreateUserRequest.builder()
                                .userName("carol")
                                .path("/ops/")
                                .build()))
                .containsExactly(new Check("iam:CreateUser", created, created));
        String listed = PREFIX + "user/dev/";
        assertThat(checks(
                        ListUsersRequest.OPERATION,
                        ListUsersRequest.builder().pathPrefix("/dev/").build()))
                .containsExactly(new Check("iam:ListUsers", listed, listed));
        String policy = PREFIX + "policy/p";
        assertThat(checks(
                        GetPolicyRequest.OPERATION,
                        GetPolicyRequest.builder().policyArn(policy).build()))
                .containsExactly(new Check("iam:GetPolicy", policy, "policy " + policy));
    }

    @Test
    void aChangeOfNameOrPathIsCheckedOnTheOldAndTheNewArn() {
        scene();
        assertThat(checks(
                        UpdateUserRequest.OPERATION,
                        UpdateUserRequest.builder()
                                .userName("bob")
                                .newUserName("rob")
                                .newPath("/x/")
                                .build()))
                .containsExactly(
                        new Check("iam:UpdateUser", PREFIX + "user/dev/bob", "user bob"),
                        new Check("iam:UpdateUser", PREFIX + "user/x/rob", PREFIX + "user/x/rob"));
        assertThat(checks(
                        UpdateGroupRequest.OPERATION,
                        UpdateGroupRequest.builder()
                                .groupName("team")
                                .newPath("/dev/")
                                .build()))
                .containsExactly(new Check("iam:UpdateGroup", PREFIX + "group/dev/team", "group team"));
    }

    @Test
    void theBoundaryKeyIsTheRequestedOrThePresentOne() {
        scene();
        String first = bed.policy("first");
        String second = bed.policy("second");
        PutUserPermissionsBoundaryRequest put = PutUserPermissionsBoundaryRequest.builder()
                .userName("bob")
                .permissionsBoundary(first)
                .build();
        bed.call(PutUserPermissionsBoundaryRequest.OPERATION, put);
        assertThat(boundary(
                        PutUserPermissionsBoundaryRequest.OPERATION,
                        put.toBuilder().permissionsBoundary(second).build()))
                .containsExactly(second);
        assertThat(boundary(
                        DeleteUserPermissionsBoundaryRequest.OPERATION,
                        DeleteUserPermissionsBoundaryRequest.builder()
                                .userName("bob")
                                .build()))
                .containsExactly(first);
        assertThat(boundary(
                        AttachUserPolicyRequest.OPERATION,
                        AttachUserPolicyRequest.builder()
                                .userName("bob")
                                .policyArn(second)
                                .build()))
                .containsExactly(first);
        assertThat(boundary(
                        GetRoleRequest.OPERATION,
                        GetRoleRequest.builder().roleName("app").build()))
                .isNull();
        AccessCheck attach = bed.action(AttachUserPolicyRequest.OPERATION)
                .accessChecks(
                        AttachUserPolicyRequest.builder()
                                .userName("bob")
                                .policyArn(second)
                                .build(),
                        bed.root())
                .get(0);
        assertThat(attach.values().get("iam:policyarn")).containsExactly(second);
    }

    private <I extends Structure, O extends Structure> @Nullable List<String> boundary(
            Operation<I, O> operation, I input) {
        return bed.action(operation)
                .accessChecks(input, bed.root())
                .get(0)
                .values()
                .get("iam:permissionsboundary");
    }

    @Test
    void tagsOfEntityAndRequestAreKeys() {
        bed.user("bob");
        Tag tag = Tag.builder().key("Team").value("a").build();
        TagUserRequest input =
                TagUserRequest.builder().userName("bob").tags(List.of(tag)).build();
        bed.call(TagUserRequest.OPERATION, input);
        AccessCheck check = bed.action(TagUserRequest.OPERATION)
                .accessChecks(input, bed.root())
                .get(0);
        assertThat(check.values().get("iam:resourcetag/team")).containsExactly("a");
        assertThat(check.values().get("aws:resourcetag/team")).containsExactly("a");
        assertThat(check.values().get("aws:requesttag/team")).containsExactly("a");
        assertThat(check.values().get("aws:tagkeys")).containsExactly("Team");
        assertThat(check.values().get("aws:requesttag/other")).isNull();
    }

    @Test
    void aDeniedCallerDoesNotLearnWhetherTheEntityExists() {
        bed.user("eve");
        bed.user("bob");
        for (String name : List.of("bob", "none")) {
            assertThatThrownBy(() -> bed.call(
                            bed.as("eve"),
                            GetUserRequest.OPERATION,
                            GetUserRequest.builder().userName(name).build()))
                    .hasMessage("User: " + PREFIX + "user/eve is not authorized to perform: iam:GetUser on resource:"
                            + " user " + name + " because no identity-based policy allows the iam:GetUser action");
        }
        bed.allow("eve", IamBed.ALLOW_ALL.replace("\"Action\":\"*\"", "\"Action\":\"iam:Get*\""));
        bed.call(
                bed.as("eve"),
                GetUserRequest.OPERATION,
                GetUserRequest.builder().userName("bob").build());
    }

    @Test
    void everyServedActionChecksItsOwnPermission() {
        FormParameters all = FormParameters.parse(
                ("UserName=bob&AWSServiceName=ecs.amazonaws.com&DeletionTaskId=task/x&InstanceProfileName=i&GroupName=g&RoleName=r&PolicyName=p&NewUserName=x&NewGroupName=y&Status=Active"
                                + "&PolicyArn=arn:aws:iam::111122223333:policy/p&VersionId=v1&AccountAlias=alias"
                                + "&PermissionsBoundary=arn:aws:iam::111122223333:policy/p&TagKeys.member.1=k"
                                + "&Tags.member.1.Key=k&Tags.member.1.Value=v&AccessKeyId=AKIAAAAAAAAAAAAAAAAA"
                                + "&PolicyDocument=d&AssumeRolePolicyDocument=d&Description=d"
                                + "&PolicySourceArn=arn:aws:iam::111122223333:user/bob&VirtualMFADeviceName=m&ServerCertificateName=s&OldPassword=a&NewPassword=b&Password=c"
                                + "&SerialNumber=arn:aws:iam::111122223333:mfa/m")
                        .getBytes(StandardCharsets.UTF_8));
        Set<IamOperation> done = bed.registry.done();
        assertThat(done).isNotEmpty();
        for (IamOperation name : done) {
            ApiAction<?, ?> action = bed.registry.action(name).orElseThrow();
            List<String> actions = new ArrayList<>(actionsAsked(action, all));
            actions.removeAll(ALSO.getOrDefault(name, List.of()));
            assertThat(actions).as(name.operationName()).isNotEmpty().containsOnly("iam:" + name.operationName());
        }
    }

    private <I extends Structure, O extends Structure> List<String> actionsAsked(
            ApiAction<I, O> action, FormParameters parameters) {
        I input = QueryCodec.decode(parameters, action.operation().input());
        return action.accessChecks(input, bed.root()).stream()
                .map(AccessCheck::action)
                .toList();
    }

    @Test
    void onlyRoleSessionsAndSessionsWithMfaMayCall() {
        bed.user("bob");
        Principal bob = bed.as("bob").principal();
        IamSessionRules rules = new IamSessionRules();
        rules.check("ListUsers", bed.context(bob, null));
        rules.check("ListUsers", bed.context(bob, session(IamBed.NOW)));
        assertThatThrownBy(() -> rules.check("ListUsers", bed.context(bob, session(null))))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("InvalidClientTokenId"));
        Principal federated = new Principal.FederatedSession((Principal.InAccount) bob, "fed");
        assertThatThrownBy(() -> rules.check("ListUsers", bed.context(federated, session(IamBed.NOW))))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("AccessDenied"));
        String roleId = bed.role("r", IamBed.TRUST_ROOT).roleId();
        Principal role =
                new Principal.RoleSession(IamBed.ACCOUNT, Arn.iam(IamBed.ACCOUNT, "role/r"), roleId, "r", "session");
        rules.check("ListUsers", bed.context(role, session(null)));
    }

    private static SessionFacts session(@Nullable Instant mfaAt) {
        return new SessionFacts(
                IamBed.NOW, IamBed.NOW.plusSeconds(3_600), null, List.of(), Map.of(), Set.of(), mfaAt, null, null);
    }
}
