// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Structure;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.instanceprofile.InstanceProfiles;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.GroupDetail;
import io.drawbridge.iam.model.ManagedPolicyDetail;
import io.drawbridge.iam.model.PolicyDetail;
import io.drawbridge.iam.model.PolicyVersion;
import io.drawbridge.iam.model.RoleDetail;
import io.drawbridge.iam.model.RoleLastUsed;
import io.drawbridge.iam.model.UserDetail;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All entities and policies of an account with their details, one kind after the other. */
final class AccountDetails {
    private final EntityStore store;
    private final InstanceProfiles instanceProfiles;
    private final ManagedPolicies managedPolicies;
    private final IdentityDirectory directory;
    private final ReadTransaction transaction;
    private final AccountId account;
    private final Set<String> filter;

    /**
     * @param filter the requested kinds, as the wire names them; empty for all
     */
    AccountDetails(
            EntityStore store,
            ManagedPolicies managedPolicies,
            IdentityDirectory directory,
            ReadTransaction transaction,
            AccountId account,
            Set<String> filter) {
        this.store = store;
        this.instanceProfiles = new InstanceProfiles(store, directory);
        this.managedPolicies = managedPolicies;
        this.directory = directory;
        this.transaction = transaction;
        this.account = account;
        this.filter = filter;
    }

    /**
     * One entity or policy.
     *
     * @param key its kind, followed by its list key
     */
    record Item(String key, Structure detail) {
        Optional<UserDetail> user() {
            return detail instanceof UserDetail user ? Optional.of(user) : Optional.empty();
        }

        Optional<GroupDetail> group() {
            return detail instanceof GroupDetail group ? Optional.of(group) : Optional.empty();
        }

        Optional<RoleDetail> role() {
            return detail instanceof RoleDetail role ? Optional.of(role) : Optional.empty();
        }

        Optional<ManagedPolicyDetail> policy() {
            return detail instanceof ManagedPolicyDetail policy ? Optional.of(policy) : Optional.empty();
        }
    }

    private enum Kind {
        USER('1', "User"),
        GROUP('2', "Group"),
        ROLE('3', "Role"),
        LOCAL_POLICY('4', "LocalManagedPolicy"),
        AWS_POLICY('5', "AWSManagedPolicy");

        /** The first character of the keys of this kind; markers contain it. */
        private final char prefix;

        private final String wireName;

        Kind(char prefix, String wireName) {
            this.prefix = prefix;
            this.wireName = wireName;
        }

        String key(String name) {
            return prefix + name.toLowerCase(Locale.ROOT);
        }

        /** Returns the name after which this kind begins, or null for its beginning. */
        @Nullable
        String after(@Nullable String key) {
            return key != null && key.charAt(0) == prefix ? key.substring(1) : null;
        }
    }

    void walk(@Nullable String after, Predicate<Item> visitor) {
        boolean[] proceed = {true};
        for (Kind kind : Kind.values()) {
            boolean follows = after == null || after.charAt(0) <= kind.prefix;
            if (proceed[0] && follows && (filter.isEmpty() || filter.contains(kind.wireName))) {
                walk(kind, kind.after(after), item -> {
                    proceed[0] = visitor.test(item);
                    return proceed[0];
                });
            }
        }
    }

    private void walk(Kind kind, @Nullable String after, Predicate<Item> visitor) {
        IamTables tables = store.tables();
        switch (kind) {
            case USER ->
                tables.users()
                        .walk(
                                transaction,
                                account,
                                after,
                                user -> visitor.test(new Item(kind.key(user.name()), form(user))));
            case GROUP ->
                tables.groups()
                        .walk(
                                transaction,
                                account,
                                after,
                                group -> visitor.test(new Item(kind.key(group.name()), form(group))));
            case ROLE ->
                tables.roles()
                        .walk(
                                transaction,
                                account,
                                after,
                                role -> visitor.test(new Item(kind.key(role.name()), form(role))));
            case LOCAL_POLICY ->
                tables.policies()
                        .walk(
                                transaction,
                                account,
                                after,
                                policy -> visitor.test(new Item(kind.key(policy.name()), form(policy))));
            case AWS_POLICY -> walkAws(kind, after, visitor);
        }
    }

    /** AWS: of the AWS managed policies, only those that the account uses. */
    private void walkAws(Kind kind, @Nullable String after, Predicate<Item> visitor) {
        List<AwsManagedPolicy> policies = new ArrayList<>(managedPolicies.listAws());
        policies.sort(Comparator.comparing(policy -> policy.name().toLowerCase(Locale.ROOT)));
        for (AwsManagedPolicy policy : policies) {
            String name = policy.name().toLowerCase(Locale.ROOT);
            boolean used = attachments(policy.arn()) + boundaries(policy.arn()) > 0;
            if (used
                    && (after == null || name.compareTo(after) > 0)
                    && !visitor.test(new Item(kind.key(name), form(policy)))) {
                return;
            }
        }
    }

    private UserDetail form(User user) {
        List<String> groups = new ArrayList<>();
        for (String groupId : store.tables().memberships().groupsOf(transaction, account, user.id())) {
            store.entities().byId(transaction, groupId).map(Entity::name).ifPresent(groups::add);
        }
        return UserDetail.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn().toString())
                .createDate(user.createdAt())
                .userPolicyList(inline(user).isEmpty() ? null : inline(user))
                .groupList(groups)
                .attachedManagedPolicies(attached(user))
                .permissionsBoundary(ResponseMapper.boundary(user.boundaryArn()))
                .tags(ResponseMapper.tags(user.tags()))
                .build();
    }

    private GroupDetail form(Group group) {
        return GroupDetail.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn().toString())
                .createDate(group.createdAt())
                .groupPolicyList(inline(group))
                .attachedManagedPolicies(attached(group))
                .build();
    }

    private RoleDetail form(Role role) {
        return RoleDetail.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn().toString())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(ResponseMapper.trustPolicy(role, directory))
                .instanceProfileList(store.tables().instanceProfiles().ofRole(transaction, account, role.id()).stream()
                        .map(profile -> instanceProfiles.listed(transaction, profile))
                        .toList())
                .rolePolicyList(inline(role))
                .roleLastUsed(RoleLastUsed.builder().build())
                .attachedManagedPolicies(attached(role))
                .permissionsBoundary(ResponseMapper.boundary(role.boundaryArn()))
                .tags(ResponseMapper.tags(role.tags()))
                .build();
    }

    private ManagedPolicyDetail form(ManagedPolicy policy) {
        List<PolicyVersion> versions = new ArrayList<>();
        for (PolicyVersionRow row : store.tables().policies().versions(transaction, policy)) {
            versions.add(
                    version(row.number(), row.document(), row.createdAt(), row.number() == policy.defaultVersion()));
        }
        return ManagedPolicyDetail.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn().toString())
                .path(policy.path())
                .defaultVersionId("v" + policy.defaultVersion())
                .attachmentCount(attachments(policy.arn()))
                .permissionsBoundaryUsageCount(boundaries(policy.arn()))
                .isAttachable(true)
                .description(policy.description())
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt())
                .policyVersionList(versions)
                .build();
    }

    private ManagedPolicyDetail form(AwsManagedPolicy policy) {
        return ManagedPolicyDetail.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn().toString())
                .path(policy.path())
                .defaultVersionId("v" + policy.version())
                .attachmentCount(attachments(policy.arn()))
                .permissionsBoundaryUsageCount(boundaries(policy.arn()))
                .isAttachable(true)
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt())
                .policyVersionList(
                        List.of(version(policy.version(), managedPolicies.document(policy), policy.updatedAt(), true)))
                .build();
    }

    private static PolicyVersion version(int number, String document, Instant createdAt, boolean isDefault) {
        return PolicyVersion.builder()
                .document(ResponseMapper.document(document))
                .versionId("v" + number)
                .isDefaultVersion(isDefault)
                .createDate(createdAt)
                .build();
    }

    private List<PolicyDetail> inline(Entity entity) {
        List<PolicyDetail> policies = new ArrayList<>();
        store.tables()
                .inlinePolicies()
                .list(transaction, account, entity.id())
                .forEach((name, document) -> policies.add(PolicyDetail.builder()
                        .policyName(name)
                        .policyDocument(ResponseMapper.document(document))
                        .build()));
        return policies;
    }

    private List<AttachedPolicy> attached(Entity entity) {
        return store.tables().policyLinks().attachedTo(transaction, account, entity.id()).stream()
                .map(ResponseMapper::attached)
                .toList();
    }

    private int attachments(Arn arn) {
        return store.tables()
                .policyLinks()
                .attachedEntities(transaction, account, arn.toString())
                .size();
    }

    private int boundaries(Arn arn) {
        return store.tables()
                .policyLinks()
                .boundedEntities(transaction, account, arn.toString())
                .size();
    }
}
