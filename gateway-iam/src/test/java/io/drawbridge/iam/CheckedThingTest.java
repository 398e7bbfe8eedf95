// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.QueryCodec;
import io.drawbridge.core.model.Structure;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.model.TagUserRequest;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.InstanceProfile;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The work of an action uses the entities that its access checks read: another client replaces the user, group, role
 * and policy between the checks and the work. The names stay the same, and the caller is denied on the new entities.
 */
final class CheckedThingTest {
    private static final String CALLER = "{\"Version\":\"2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"theirs\"}}},"
            + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"arn:aws:iam::*:group/theirs/*\"}]}";
    private static final String POLICY_ARN = "arn:aws:iam::111122223333:policy/x";
    private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

    /** Parameters of all operations; each reads its own. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("UserName", "x"),
            Map.entry("GroupName", "x"),
            Map.entry("InstanceProfileName", "x"),
            Map.entry("AWSServiceName", "ecs.amazonaws.com"),
            Map.entry("DeletionTaskId", "task/x"),
            Map.entry("ServerCertificateName", "x"),
            Map.entry("SSHPublicKeyId", "APKAXXXXXXXXXXXXXXXXX"),
            Map.entry("SSHPublicKeyBody", "ssh-rsa AAAA"),
            Map.entry("Encoding", "SSH"),
            Map.entry("CertificateId", "NONEXISTENTCERTID12345678901"),
            Map.entry("CertificateBody", "x"),
            Map.entry("ServiceSpecificCredentialId", "ACCAXXXXXXXXXXXXXXXXX"),
            Map.entry("ServiceName", "codecommit.amazonaws.com"),
            Map.entry("Password", "Corr3ct-Horse"),
            Map.entry("OldPassword", "Corr3ct-Horse"),
            Map.entry("NewPassword", "Corr3ct-Horse"),
            Map.entry("VirtualMFADeviceName", "x"),
            Map.entry("SerialNumber", "arn:aws:iam::111122223333:mfa/x"),
            Map.entry("AuthenticationCode1", "123456"),
            Map.entry("AuthenticationCode2", "123456"),
            Map.entry("RoleName", "x"),
            Map.entry("PolicyArn", POLICY_ARN),
            Map.entry("PolicyName", "inline"),
            Map.entry("PolicyDocument", IamBed.ALLOW_ALL),
            Map.entry("AssumeRolePolicyDocument", IamBed.TRUST_ROOT),
            Map.entry("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            Map.entry("Tags.member.1.Key", "color"),
            Map.entry("Tags.member.1.Value", "blue"),
            Map.entry("TagKeys.member.1", "color"),
            Map.entry("NewPath", "/new/"),
            Map.entry("Description", "text"),
            Map.entry("AccessKeyId", KEY_ID),
            Map.entry("Status", "Inactive"),
            Map.entry("VersionId", "v1"),
            Map.entry("PolicySourceArn", "arn:aws:iam::111122223333:user/x"),
            Map.entry("PolicyInputList.member.1", IamBed.ALLOW_ALL),
            Map.entry("ActionNames.member.1", "iam:GetUser"),
            Map.entry("AccountAlias", "alias"));

    private static FormParameters form(IamOperation operation) {
        String text = PARAMETERS.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("PolicyDocument") || operation != IamOperation.CREATE_ROLE)
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(document(entry, operation), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return FormParameters.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String document(Map.Entry<String, String> entry, IamOperation operation) {
        return entry.getKey().equals("PolicyDocument") && operation == IamOperation.UPDATE_ASSUME_ROLE_POLICY
                ? IamBed.TRUST_ROOT
                : entry.getValue();
    }

    private static IamBed bed() {
        IamBed bed = new IamBed();
        bed.user("caller");
        bed.allow("caller", CALLER);
        bed.tables.changeOnly(IamBed.ACCOUNT, transaction -> {
            put(bed, transaction, "mine", "1");
            bed.tables
                    .accessKeys()
                    .put(
                            transaction,
                            new io.drawbridge.iam.store.AccessKey(
                                    KEY_ID,
                                    IamBed.ACCOUNT,
                                    "AIDAX1",
                                    new io.drawbridge.core.identity.SecretKey("wJalrXUtnFEMI/K7MDENG"),
                                    true,
                                    IamBed.NOW));
        });
        return bed;
    }

    private static EntityIdentity identity(String path, String id) {
        return new EntityIdentity(IamBed.ACCOUNT, "x", path, id, IamBed.NOW);
    }

    private static void put(IamBed bed, Transaction transaction, String team, String number) {
        Map<String, String> tags = Map.of("team", team);
        bed.tables.users().put(transaction, new User(identity("/", "AIDAX" + number), tags, null));
        bed.tables.groups().put(transaction, new Group(identity("/" + team + "/", "AGPAX" + number)));
        bed.tables
                .roles()
                .put(
                        transaction,
                        new Role(
                                identity("/", "AROAX" + number),
                                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                                null,
                                3_600,
                                tags,
                                null));
        ManagedPolicy policy = new ManagedPolicy(identity("/", "ANPAX" + number), IamBed.NOW, null, 1, 1, tags);
        bed.tables.policies().put(transaction, policy);
        bed.tables.policies().putVersion(transaction, policy, new PolicyVersionRow(1, IamBed.ALLOW_ALL, IamBed.NOW));
        bed.tables
                .instanceProfiles()
                .put(transaction, new InstanceProfile(identity("/", "AIPAX" + number), null, tags));
    }

    private static void replace(IamBed bed) {
        bed.tables.changeOnly(IamBed.ACCOUNT, transaction -> {
            bed.tables
                    .users()
                    .delete(
                            transaction,
                            bed.tables
                                    .users()
                                    .find(transaction, IamBed.ACCOUNT, "x")
                                    .orElseThrow());
            bed.tables
                    .groups()
                    .delete(
                            transaction,
                            bed.tables
                                    .groups()
                                    .find(transaction, IamBed.ACCOUNT, "x")
                                    .orElseThrow());
            bed.tables
                    .roles()
                    .delete(
                            transaction,
                            bed.tables
                                    .roles()
                                    .find(transaction, IamBed.ACCOUNT, "x")
                                    .orElseThrow());
            put(bed, transaction, "theirs", "2");
        });
    }

    private static <I extends Structure> boolean allowed(IamBed bed, Operation<I, ?> operation, I input) {
        RequestContext context = bed.as("caller");
        List<AccessCheck> checks = bed.action(operation).accessChecks(input, context);
        return checks.stream().allMatch(check -> context.decide(check) instanceof Decision.Allowed);
    }

    /**
     * Calls an operation while its entities are replaced; returns false when the caller is allowed on the new ones too.
     */
    private static <I extends Structure> boolean deniedWhenReplaced(IamOperation name, Operation<I, ?> operation) {
        IamBed bed = bed();
        I input = QueryCodec.decode(form(name), operation.input());
        IamBed after = bed();
        replace(after);
        if (!allowed(bed, operation, input) || allowed(after, operation, input)) {
            return false;
        }
        long[] epoch = {0};
        bed.beforeHandle = () -> {
            replace(bed);
            epoch[0] = bed.tables.epoch(IamBed.ACCOUNT);
        };
        assertThatThrownBy(() -> bed.call(bed.as("caller"), operation, input))
                .as("%s", name)
                .isInstanceOfSatisfying(
                        AwsException.class, error -> assertThat(error.code()).isEqualTo(CommonError.ACCESS_DENIED));
        assertThat(bed.tables.epoch(IamBed.ACCOUNT)).as("changes by %s", name).isEqualTo(epoch[0]);
        return true;
    }

    @Test
    void noActionWorksOnAnotherEntityThanItsChecksRead() {
        List<IamOperation> covered = new ArrayList<>();
        IamBed bed = new IamBed();
        for (IamOperation name : bed.registry.done()) {
            if (deniedWhenReplaced(name, bed.registry.action(name).orElseThrow().operation())) {
                covered.add(name);
            }
        }
        // All operations that name an existing user, group, role or policy; a new action is covered without a change
        // here.
        assertThat(covered).hasSizeGreaterThanOrEqualTo(62).doesNotContain(IamOperation.CREATE_USER);
    }

    @Test
    void theCheckIsRepeatedAndPassesWhenTheNewEntityIsAllowedToo() {
        IamBed bed = bed();
        bed.beforeHandle =
                () -> bed.tables.changeOnly(IamBed.ACCOUNT, transaction -> put(bed, transaction, "ours", "2"));
        tag(bed, bed.as("caller"));
        assertThat(user(bed).tags()).containsEntry("team", "ours").containsEntry("color", "blue");
    }

    @Test
    void anEntityThatKeepsChangingIsNotChangedUnchecked() {
        IamBed bed = bed();
        RequestContext caller = bed.as("caller");
        int[] turn = {0};
        bed.engine.beforeViews = () ->
                bed.tables.changeOnly(IamBed.ACCOUNT, transaction -> put(bed, transaction, "team" + turn[0]++, "1"));
        assertThatThrownBy(() -> tag(bed, caller))
                .isInstanceOfSatisfying(AwsException.class, error -> assertThat(error.code())
                        .isEqualTo(IamError.CONCURRENT_MODIFICATION));
        bed.engine.beforeViews = () -> {};
        assertThat(user(bed).tags()).containsOnlyKeys("team");
    }

    private static User user(IamBed bed) {
        return bed.tables
                .store()
                .read(transaction -> bed.tables.users().find(transaction, IamBed.ACCOUNT, "x"))
                .orElseThrow();
    }

    private static void tag(IamBed bed, RequestContext caller) {
        bed.call(
                caller,
                TagUserRequest.OPERATION,
                TagUserRequest.builder()
                        .userName("x")
                        .tags(List.of(Tag.builder().key("color").value("blue").build()))
                        .build());
    }
}
