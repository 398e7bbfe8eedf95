// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of the decision algorithm: explicit denies, then the limits of the organization, then what the kind of caller
 * needs. Used by one thread, once.
 */
final class Ruling {
    private static final String GET_CALLER_IDENTITY = "sts:GetCallerIdentity";
    private static final String GET_BUCKET_POLICY = "s3:GetBucketPolicy";
    private static final String PUT_BUCKET_POLICY = "s3:PutBucketPolicy";
    private static final String DELETE_BUCKET_POLICY = "s3:DeleteBucketPolicy";

    private final AccessCheck check;
    private final Principal principal;
    private final IdentityPolicies policies;
    private final @Nullable PolicySet session;
    private final Evaluation evaluation;
    private final Decision.Relation relation;

    /** @param membership the place of the resource's account in its organization, or null */
    Ruling(AuthorizationContext context, AccessCheck check, ActionName action, @Nullable AccountMembership membership) {
        this.check = check;
        this.principal = context.caller().principal();
        this.policies = context.policies();
        this.session = sessionPolicies(context);
        this.evaluation = new Evaluation(
                principal,
                action,
                check.resource(),
                new CheckValues(context, check),
                policies.boundary() == null ? Evaluation.Boundary.ABSENT : Evaluation.Boundary.PRESENT);
        this.relation = relation(principal, check.resourceOwner(), policies.membership(), membership);
    }

    Decision decide() {
        boolean authenticated = principal instanceof Principal.InAccount;
        if (authenticated && check.action().equals(GET_CALLER_IDENTITY)) {
            return new Decision.Allowed(GrantLevel.NONE, null);
        }
        Decision.Denied denied = explicitDeny();
        if (denied == null) {
            denied = organizationLimit();
        }
        return denied != null ? denied : byPrincipal();
    }

    /** Decides, and collects what applied; the set of missing keys is filled by looking. */
    Explanation explain(Set<String> missingKeys) {
        Decision decision = decide();
        boolean denies = decision instanceof Decision.Denied denied && denied.denial() == Decision.Denial.EXPLICIT;
        Effect effect = denies ? Effect.DENY : Effect.ALLOW;
        List<MatchedStatement> matched = new ArrayList<>();
        Set<PolicyRole> allowing = EnumSet.noneOf(PolicyRole.class);
        matched.addAll(policies.identity().matching(evaluation, effect));
        noteAllowing(policies.identity(), PolicyRole.IDENTITY, allowing);
        PolicySet boundary = policies.boundary();
        if (boundary != null) {
            matched.addAll(boundary.matching(evaluation, effect));
            noteAllowing(boundary, PolicyRole.BOUNDARY, allowing);
        }
        if (session != null) {
            matched.addAll(session.matching(evaluation, effect));
            noteAllowing(session, PolicyRole.SESSION, allowing);
        }
        CompiledPolicy resourcePolicy = check.resourcePolicy();
        if (resourcePolicy != null) {
            PolicySet resource = PolicySet.of(resourcePolicy);
            matched.addAll(resource.matching(evaluation, effect));
            noteAllowing(resource, resourceRole(), allowing);
        }
        for (PolicySet level : policies.serviceControlLevels()) {
            matched.addAll(level.matching(evaluation, effect));
        }
        for (PolicySet level : check.resourceControlLevels()) {
            matched.addAll(level.matching(evaluation, effect));
        }
        noteAllowing(policies.serviceControlLevels(), PolicyRole.SERVICE_CONTROL, allowing);
        noteAllowing(check.resourceControlLevels(), PolicyRole.RESOURCE_CONTROL, allowing);
        return new Explanation(decision, matched, allowing, missingKeys);
    }

    private void noteAllowing(List<PolicySet> levels, PolicyRole role, Set<PolicyRole> allowing) {
        if (!levels.isEmpty() && denyIn(levels, role) == null && limit(levels, role) == null) {
            allowing.add(role);
        }
    }

    private void noteAllowing(PolicySet set, PolicyRole role, Set<PolicyRole> allowing) {
        if (set.allowing(evaluation) != null && set.denying(evaluation) == null) {
            allowing.add(role);
        }
    }

    private Decision.@Nullable Denied explicitDeny() {
        Decision.Denied denied = denyIn(policies.serviceControlLevels(), PolicyRole.SERVICE_CONTROL);
        if (denied == null) {
            denied = denyIn(check.resourceControlLevels(), PolicyRole.RESOURCE_CONTROL);
        }
        if (denied == null && !ownersRootOnBucketPolicy()) {
            denied = resourceDeny();
        }
        if (denied == null) {
            denied = denyIn(policies.identity(), PolicyRole.IDENTITY);
        }
        if (denied == null) {
            denied = denyIn(policies.boundary(), PolicyRole.BOUNDARY);
        }
        return denied != null ? denied : denyIn(session, PolicyRole.SESSION);
    }

    private Decision.@Nullable Denied organizationLimit() {
        Decision.Denied denied = limit(policies.serviceControlLevels(), PolicyRole.SERVICE_CONTROL);
        return denied != null ? denied : limit(check.resourceControlLevels(), PolicyRole.RESOURCE_CONTROL);
    }

    private Decision byPrincipal() {
        CompiledStatement statement = resourceAllow();
        GrantLevel policyGrant = statement == null ? GrantLevel.NONE : evaluation.found();
        GrantLevel grant = policyGrant.or(check.aclGrant());
        MatchedStatement reference = statement == null ? null : statement.reference();
        if (principal instanceof Principal.Anonymous) {
            // A trust policy that names everybody still means everybody who signs.
            boolean open = grant == GrantLevel.DIRECT && check.use() != ResourcePolicyUse.REQUIRED;
            return open ? new Decision.Allowed(grant, reference) : implicit(resourceRole());
        }
        if (!(principal instanceof Principal.InAccount caller)) {
            return grant == GrantLevel.DIRECT ? new Decision.Allowed(grant, reference) : implicit(resourceRole());
        }
        if (caller instanceof Principal.AccountRoot) {
            boolean own = relation == Decision.Relation.SAME_ACCOUNT && check.use() != ResourcePolicyUse.REQUIRED;
            return own || grant != GrantLevel.NONE ? new Decision.Allowed(grant, reference) : implicit(resourceRole());
        }
        return relation == Decision.Relation.SAME_ACCOUNT
                ? inAccount(caller, grant, reference)
                : acrossAccounts(caller, grant, reference);
    }

    private Decision inAccount(Principal.InAccount caller, GrantLevel grant, @Nullable MatchedStatement byResource) {
        if (grant == GrantLevel.DIRECT) {
            return new Decision.Allowed(grant, byResource);
        }
        boolean trust = check.use() == ResourcePolicyUse.REQUIRED;
        if (trust && grant == GrantLevel.NONE) {
            return implicit(PolicyRole.TRUST);
        }
        if (grant == GrantLevel.ROLE) {
            Decision.Denied limited = callerLimit(caller);
            return limited != null ? limited : new Decision.Allowed(grant, byResource);
        }
        return byIdentity(caller, grant);
    }

    private Decision acrossAccounts(
            Principal.InAccount caller, GrantLevel grant, @Nullable MatchedStatement byResource) {
        if (grant == GrantLevel.NONE) {
            return implicit(resourceRole());
        }
        Decision decision = byIdentity(caller, grant);
        return decision.allowed() ? new Decision.Allowed(grant, byResource) : decision;
    }

    private Decision byIdentity(Principal.InAccount caller, GrantLevel grant) {
        MatchedStatement reference = null;
        if (!sessionOfRoot(caller)) {
            CompiledStatement statement = policies.identity().allowing(evaluation);
            if (statement == null) {
                return implicit(PolicyRole.IDENTITY);
            }
            reference = statement.reference();
        }
        Decision.Denied limited = callerLimit(caller);
        return limited != null ? limited : new Decision.Allowed(grant, reference);
    }

    /** What bounds the caller without granting: boundary, then session policies. */
    private Decision.@Nullable Denied callerLimit(Principal.InAccount caller) {
        PolicySet boundary = policies.boundary();
        if (boundary != null && boundary.allowing(evaluation) == null) {
            return implicit(PolicyRole.BOUNDARY);
        }
        boolean unlimited = session == null && !(caller instanceof Principal.FederatedSession);
        return unlimited || (session != null && session.allowing(evaluation) != null)
                ? null
                : implicit(PolicyRole.SESSION);
    }

    private static boolean sessionOfRoot(Principal.InAccount caller) {
        return caller instanceof Principal.FederatedSession federated
                && federated.issuer() instanceof Principal.AccountRoot;
    }

    private boolean ownersRootOnBucketPolicy() {
        return principal instanceof Principal.AccountRoot
                && relation == Decision.Relation.SAME_ACCOUNT
                && (check.action().equals(GET_BUCKET_POLICY)
                        || check.action().equals(PUT_BUCKET_POLICY)
                        || check.action().equals(DELETE_BUCKET_POLICY));
    }

    private @Nullable CompiledStatement resourceAllow() {
        CompiledPolicy policy = check.resourcePolicy();
        boolean grants = check.use() == ResourcePolicyUse.SUFFICIENT || check.use() == ResourcePolicyUse.REQUIRED;
        return policy == null || !grants ? null : policy.allows().best(evaluation, GrantLevel.DIRECT);
    }

    private Decision.@Nullable Denied resourceDeny() {
        CompiledPolicy policy = check.resourcePolicy();
        if (policy == null || check.use() == ResourcePolicyUse.NONE) {
            return null;
        }
        CompiledStatement statement = policy.denies().best(evaluation, GrantLevel.ACCOUNT);
        return statement == null ? null : explicit(resourceRole(), statement);
    }

    private PolicyRole resourceRole() {
        return check.use() == ResourcePolicyUse.REQUIRED ? PolicyRole.TRUST : PolicyRole.RESOURCE;
    }

    private Decision.@Nullable Denied denyIn(List<PolicySet> levels, PolicyRole role) {
        for (int i = 0; i < levels.size(); i++) {
            Decision.Denied denied = denyIn(levels.get(i), role);
            if (denied != null) {
                return denied;
            }
        }
        return null;
    }

    private Decision.@Nullable Denied denyIn(@Nullable PolicySet set, PolicyRole role) {
        CompiledStatement statement = set == null ? null : set.denying(evaluation);
        return statement == null ? null : explicit(role, statement);
    }

    private Decision.@Nullable Denied limit(List<PolicySet> levels, PolicyRole role) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).allowing(evaluation) == null) {
                return implicit(role);
            }
        }
        return null;
    }

    private Decision.Denied explicit(PolicyRole role, CompiledStatement statement) {
        return new Decision.Denied(Decision.Denial.EXPLICIT, role, statement.reference(), relation);
    }

    private Decision.Denied implicit(PolicyRole role) {
        return new Decision.Denied(Decision.Denial.IMPLICIT, role, null, relation);
    }

    /** Session policies that the token promises but nobody brought allow nothing. */
    private static @Nullable PolicySet sessionPolicies(AuthorizationContext context) {
        SessionFacts facts = context.caller().session();
        boolean missing = context.sessionPolicies() == null && facts != null && facts.limited();
        return missing ? PolicySet.EMPTY : context.sessionPolicies();
    }

    private static Decision.Relation relation(
            Principal principal,
            @Nullable AccountId owner,
            @Nullable AccountMembership callers,
            @Nullable AccountMembership owners) {
        if (principal instanceof Principal.InAccount caller && (owner == null || owner.equals(caller.account()))) {
            return Decision.Relation.SAME_ACCOUNT;
        }
        boolean together =
                callers != null && owners != null && callers.organizationId().equals(owners.organizationId());
        return together ? Decision.Relation.SAME_ORGANIZATION : Decision.Relation.CROSS_ACCOUNT;
    }
}
