// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.AssumableRole;
import io.drawbridge.core.authz.BoundedCache;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.EntityReference;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The identity directory over the tables of IAM. Compiled policies are cached until the account changes: each look-up
 * compares the account's epoch, which is one row, so a change takes effect on the next request. Safe for many threads.
 */
public final class IamDirectory implements IdentityDirectory {

    /** The size of a cache entry without its policies: key, reference, tags. */
    private static final long ENTRY_BYTES = 512;

    /** The highest size of one character of a text. */
    private static final long CHARACTER_BYTES = 2;

    private static final String SERVICE_LINKED_PATH = "/aws-service-role/";

    private final IamTables tables;
    private final AwsManagedPolicies awsPolicies;
    private final OrganizationDirectory organizations;
    private final UnknownAccounts unknownAccounts;
    private final long bytesMax;
    private final BoundedCache<String, Cached<IdentityPolicies>> policies;
    private final BoundedCache<Arn, Cached<AssumableRole>> roles;
    private final BoundedCache<String, CompiledPolicy> compiled;

    private record Cached<T>(long epoch, Optional<T> value) {}

    /**
     * Creates a directory for policies that may name any account.
     *
     * @param organizations returns the control policies of each account
     */
    public IamDirectory(IamTables tables, AwsManagedPolicies awsPolicies, OrganizationDirectory organizations) {
        this(tables, awsPolicies, organizations, UnknownAccounts.ACCEPT, IamLimits.COMPILED_BYTES);
    }

    /**
     * @param organizations returns the control policies of each account
     * @param cachedBytesMax the estimated size that compiled policies may have: half of it as sets of principals
     */
    public IamDirectory(
            IamTables tables,
            AwsManagedPolicies awsPolicies,
            OrganizationDirectory organizations,
            UnknownAccounts unknownAccounts,
            long cachedBytesMax) {
        this.tables = tables;
        this.awsPolicies = awsPolicies;
        this.organizations = organizations;
        this.unknownAccounts = unknownAccounts;
        this.bytesMax = cachedBytesMax;
        this.policies = new BoundedCache<>(cachedBytesMax / 2);
        this.roles = new BoundedCache<>(cachedBytesMax / 4);
        this.compiled = new BoundedCache<>(cachedBytesMax / 4);
    }

    /** Returns the directory of the control policies of each account. */
    public OrganizationDirectory organizations() {
        return organizations;
    }

    /** Returns the current sizes of the caches. */
    public CacheFigures cacheFigures() {
        return new CacheFigures(
                policies.size(),
                roles.size(),
                compiled.size(),
                policies.bytes() + roles.bytes() + compiled.bytes(),
                bytesMax);
    }

    @Override
    public Optional<IdentityPolicies> policiesOf(Principal.InAccount principal) {
        if (principal instanceof Principal.AccountRoot root) {
            return cached(
                    policies,
                    root.account().digits(),
                    root.account(),
                    transaction -> tables.accounts()
                            .find(transaction, root.account())
                            .map(account -> limited(transaction, account.id(), PolicySet.EMPTY, null, Map.of())),
                    IamDirectory::weight);
        }
        if (principal instanceof Principal.IamUser user) {
            return cached(
                    policies,
                    user.userId(),
                    user.account(),
                    transaction -> user(transaction, user.userId()),
                    IamDirectory::weight);
        }
        if (principal instanceof Principal.RoleSession session) {
            return cached(
                    policies,
                    session.roleId(),
                    session.account(),
                    transaction -> role(transaction, session.roleId()),
                    IamDirectory::weight);
        }
        return policiesOf(((Principal.FederatedSession) principal).issuer());
    }

    /**
     * Returns the policies of a group, under the service control policies of its account, or empty when the group does
     * not exist.
     */
    public Optional<IdentityPolicies> policiesOfGroup(AccountId account, String groupId) {
        return cached(
                policies,
                groupId,
                account,
                transaction -> entity(transaction, groupId, EntityKind.GROUP, this::groupOf)
                        .map(group -> limited(
                                transaction,
                                account,
                                PolicySet.of(ownPolicies(transaction, group, PolicySourceType.GROUP)),
                                null,
                                Map.of())),
                IamDirectory::weight);
    }

    /** INVARIANT: a cached entry holds the epoch that was read with it, at the same read version. */
    private <K, T> Optional<T> cached(
            BoundedCache<K, Cached<T>> cache,
            K key,
            AccountId account,
            Function<ReadTransaction, Optional<T>> load,
            ToLongFunction<T> weight) {
        Cached<T> entry = cache.get(key);
        if (entry != null && entry.epoch == tables.epoch(account)) {
            return entry.value;
        }
        Cached<T> fresh = tables.store()
                .read(transaction -> new Cached<>(tables.epoch(transaction, account), load.apply(transaction)));
        cache.put(key, fresh, ENTRY_BYTES + fresh.value.map(weight::applyAsLong).orElse(0L));
        return fresh.value;
    }

    /**
     * Counts a policy for each principal that has it, although equal ones are shared; the estimate is never too low.
     */
    private static long weight(IdentityPolicies policies) {
        PolicySet boundary = policies.boundary();
        long bytes = weight(policies.identity()) + (boundary == null ? 0 : weight(boundary)) + weight(policies.tags());
        for (PolicySet level : policies.serviceControlLevels()) {
            bytes += weight(level);
        }
        return bytes;
    }

    private static long weight(PolicySet set) {
        long bytes = 0;
        for (CompiledPolicy policy : set.policies()) {
            bytes += policy.estimatedBytes();
        }
        return bytes;
    }

    private static long weight(Map<String, String> tags) {
        long characters = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            characters += tag.getKey().length() + tag.getValue().length();
        }
        return tags.size() * ENTRY_BYTES / 4 + characters * CHARACTER_BYTES;
    }

    private Optional<IdentityPolicies> user(ReadTransaction transaction, String userId) {
        return entity(transaction, userId, EntityKind.USER, this::userOf).map(user -> {
            List<CompiledPolicy> identity = new ArrayList<>(ownPolicies(transaction, user, PolicySourceType.USER));
            for (String groupId : tables.memberships().groupsOf(transaction, user.account(), userId)) {
                entity(transaction, groupId, EntityKind.GROUP, this::groupOf)
                        .ifPresent(group -> identity.addAll(ownPolicies(transaction, group, PolicySourceType.GROUP)));
            }
            return limited(
                    transaction,
                    user.account(),
                    PolicySet.of(identity),
                    boundary(transaction, user.boundaryArn()),
                    user.tags());
        });
    }

    private Optional<IdentityPolicies> role(ReadTransaction transaction, String roleId) {
        return entity(transaction, roleId, EntityKind.ROLE, this::roleOf).map(role -> {
            IdentityPolicies policies = limited(
                    transaction,
                    role.account(),
                    PolicySet.of(ownPolicies(transaction, role, PolicySourceType.ROLE)),
                    boundary(transaction, role.boundaryArn()),
                    role.tags());
            return role.path().startsWith(SERVICE_LINKED_PATH) ? unlimited(policies) : policies;
        });
    }

    /** Returns the policies of a principal, under the service control policies of its account. */
    private IdentityPolicies limited(
            ReadTransaction transaction,
            AccountId account,
            PolicySet identity,
            @Nullable PolicySet boundary,
            Map<String, String> tags) {
        AccountMembership membership =
                organizations.membershipOf(transaction, account).orElse(null);
        return new IdentityPolicies(
                identity,
                boundary,
                tags,
                membership == null ? List.of() : membership.serviceControlLevels(),
                membership);
    }

    /** AWS: service control policies do not limit service-linked roles. */
    private static IdentityPolicies unlimited(IdentityPolicies policies) {
        return new IdentityPolicies(
                policies.identity(), policies.boundary(), policies.tags(), List.of(), policies.membership());
    }

    private interface Finder<T> {
        Optional<T> find(ReadTransaction transaction, EntityReference reference);
    }

    private <T extends Entity> Optional<T> entity(
            ReadTransaction transaction, String id, EntityKind kind, Finder<T> finder) {
        return tables.uniqueIds()
                .find(transaction, id)
                .filter(reference -> reference.kind() == kind)
                .flatMap(reference -> finder.find(transaction, reference))
                .filter(entity -> entity.id().equals(id));
    }

    private Optional<User> userOf(ReadTransaction transaction, EntityReference reference) {
        return tables.users().find(transaction, reference.account(), reference.name());
    }

    private Optional<Group> groupOf(ReadTransaction transaction, EntityReference reference) {
        return tables.groups().find(transaction, reference.account(), reference.name());
    }

    private Optional<Role> roleOf(ReadTransaction transaction, EntityReference reference) {
        return tables.roles().find(transaction, reference.account(), reference.name());
    }

    private List<CompiledPolicy> ownPolicies(ReadTransaction transaction, Entity entity, PolicySourceType type) {
        List<CompiledPolicy> policies = new ArrayList<>();
        String attachedTo = entity.kind().word() + " " + entity.name();
        tables.inlinePolicies()
                .list(transaction, entity.account(), entity.id())
                .forEach((name, document) -> policies.add(
                        compile(document, inlineKind(entity.kind()), new PolicyOrigin(type, name, null, attachedTo))));
        for (String policyArn : tables.policyLinks().attachedTo(transaction, entity.account(), entity.id())) {
            Arn.parse(policyArn)
                    .flatMap(arn -> managedPolicy(transaction, arn, attachedTo))
                    .ifPresent(policies::add);
        }
        return policies;
    }

    private static PolicyGrammar inlineKind(EntityKind kind) {
        return switch (kind) {
            case USER -> PolicyGrammar.INLINE_USER;
            case GROUP -> PolicyGrammar.INLINE_GROUP;
            case ROLE -> PolicyGrammar.INLINE_ROLE;
        };
    }

    /** A permissions boundary that does not exist allows nothing. */
    private @Nullable PolicySet boundary(ReadTransaction transaction, @Nullable String boundaryArn) {
        return boundaryArn == null
                ? null
                : Arn.parse(boundaryArn)
                        .flatMap(arn -> managedPolicy(transaction, arn, null))
                        .map(PolicySet::of)
                        .orElse(PolicySet.EMPTY);
    }

    private Optional<CompiledPolicy> managedPolicy(
            ReadTransaction transaction, Arn policyArn, @Nullable String attachedTo) {
        if (policyArn.account().equals("aws")) {
            return awsPolicies
                    .find(policyArn)
                    .map(policy -> compile(
                            awsPolicies.document(policy),
                            PolicyGrammar.MANAGED,
                            new PolicyOrigin(
                                    PolicySourceType.AWS_MANAGED, policy.name(), policyArn.toString(), attachedTo)));
        }
        return customerPolicy(transaction, policyArn)
                .flatMap(policy -> tables.policies().version(transaction, policy, policy.defaultVersion()))
                .map(version -> compile(version, policyArn, attachedTo));
    }

    private CompiledPolicy compile(PolicyVersionRow version, Arn policyArn, @Nullable String attachedTo) {
        String name = policyArn.resource().substring(policyArn.resource().lastIndexOf('/') + 1);
        return compile(
                version.document(),
                PolicyGrammar.MANAGED,
                new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, name, policyArn.toString(), attachedTo));
    }

    private Optional<ManagedPolicy> customerPolicy(ReadTransaction transaction, Arn policyArn) {
        String resource = policyArn.resource();
        if (!AccountId.isValid(policyArn.account()) || !resource.startsWith("policy/")) {
            return Optional.empty();
        }
        return tables.policies()
                .find(
                        transaction,
                        new AccountId(policyArn.account()),
                        resource.substring(resource.lastIndexOf('/') + 1))
                .filter(policy -> policy.arn().equals(policyArn));
    }

    /** Compiles a document once for each origin that it has in a decision. */
    private CompiledPolicy compile(String document, PolicyGrammar kind, PolicyOrigin origin) {
        String key = origin.type() + "\n" + origin.name() + "\n" + origin.arn() + "\n" + origin.attachedTo() + "\n"
                + document;
        CompiledPolicy cached = compiled.get(key);
        if (cached != null) {
            return cached;
        }
        CompiledPolicy fresh = CompiledPolicy.compile(PolicyParser.readStored(document, kind), origin);
        compiled.put(key, fresh, ENTRY_BYTES + key.length() * CHARACTER_BYTES + fresh.estimatedBytes());
        return fresh;
    }

    @Override
    public Optional<AssumableRole> role(Arn roleArn) {
        AccountId account = new AccountId(roleArn.account());
        return cached(
                roles,
                roleArn,
                account,
                transaction -> {
                    String name =
                            roleArn.resource().substring(roleArn.resource().lastIndexOf('/') + 1);
                    return tables.roles()
                            .find(transaction, account, name)
                            .filter(role -> role.arn().equals(roleArn))
                            .map(role -> new AssumableRole(
                                    role.arn(),
                                    role.id(),
                                    role.name(),
                                    account,
                                    compile(
                                            role.trustPolicy(),
                                            PolicyGrammar.TRUST,
                                            new PolicyOrigin(PolicySourceType.TRUST, role.name(), null, null)),
                                    role.maxSessionDurationSeconds(),
                                    role.tags()));
                },
                role -> role.trustPolicy().estimatedBytes() + weight(role.tags()));
    }

    @Override
    public Optional<CompiledPolicy> managedPolicy(Arn policyArn) {
        return tables.store().read(transaction -> managedPolicy(transaction, policyArn, null));
    }

    @Override
    public Optional<String> uniqueIdOf(Arn userOrRole) {
        if (!userOrRole.service().equals("iam") || !AccountId.isValid(userOrRole.account())) {
            return Optional.empty();
        }
        AccountId account = new AccountId(userOrRole.account());
        String name = userOrRole.resource().substring(userOrRole.resource().lastIndexOf('/') + 1);
        return tables.store().read(transaction -> {
            Optional<? extends Entity> candidate = userOrRole.resource().startsWith("user/")
                    ? tables.users().find(transaction, account, name)
                    : userOrRole.resource().startsWith("role/")
                            ? tables.roles().find(transaction, account, name)
                            : Optional.empty();
            return candidate.filter(entity -> entity.arn().equals(userOrRole)).map(Entity::id);
        });
    }

    @Override
    public Optional<Arn> arnOf(String uniqueId) {
        return tables.store().read(transaction -> tables.uniqueIds()
                .find(transaction, uniqueId)
                .flatMap(reference -> switch (reference.kind()) {
                    case USER -> userOf(transaction, reference);
                    case ROLE -> roleOf(transaction, reference);
                    case GROUP -> Optional.<Entity>empty();
                })
                .map(Entity::arn));
    }

    @Override
    public boolean accountNameable(AccountId account) {
        return unknownAccounts == UnknownAccounts.ACCEPT
                || tables.store()
                        .read(transaction ->
                                tables.accounts().find(transaction, account).isPresent()
                                        || tables.accounts().isForeign(transaction, account));
    }

    @Override
    public boolean accountExists(AccountId account) {
        return tables.store()
                .read(transaction -> tables.accounts().find(transaction, account))
                .isPresent();
    }
}
