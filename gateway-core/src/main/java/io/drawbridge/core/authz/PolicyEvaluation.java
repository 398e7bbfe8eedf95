// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decision algorithm: explicit denies, then the limits of the organization, then what the type of the caller
 * requires.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
final class PolicyEvaluation {
    private static final String GET_CALLER_IDENTITY = "sts:GetCallerIdentity";
    private static final String GET_BUCKET_POLICY = "s3:GetBucketPolicy";
    private static final String PUT_BUCKET_POLICY = "s3:PutBucketPolicy";
    private static final String DELETE_BUCKET_POLICY = "s3:DeleteBucketPolicy";

    private PolicyEvaluation() {}

    static Decision decide(Evaluation evaluation) {
        boolean authenticated = evaluation.principal() instanceof Principal.InAccount;
        if (authenticated && evaluation.check().action().equals(GET_CALLER_IDENTITY)) {
            return Decision.Allowed.WITHOUT_GRANT;
        }
        Decision.Denied denied = explicitDeny(evaluation);
        if (denied == null) {
            denied = organizationLimit(evaluation);
        }
        return denied != null ? denied : byPrincipal(evaluation);
    }

    /** Decides, and collects the statements that applied; the look-ups fill the set of missing keys. */
    static Explanation explain(Evaluation evaluation, Set<String> missingKeys) {
        Decision decision = decide(evaluation);
        boolean denies = decision instanceof Decision.Denied denied && denied.denial() == Decision.Denial.EXPLICIT;
        Effect effect = denies ? Effect.DENY : Effect.ALLOW;
        IdentityPolicies policies = evaluation.policies();
        AccessCheck check = evaluation.check();
        List<MatchedStatement> matched = new ArrayList<>();
        Set<PolicyType> allowing = EnumSet.noneOf(PolicyType.class);
        matched.addAll(policies.identity().matching(evaluation, effect));
        noteAllowing(evaluation, policies.identity(), PolicyType.IDENTITY, allowing);
        PolicySet boundary = policies.boundary();
        if (boundary != null) {
            matched.addAll(boundary.matching(evaluation, effect));
            noteAllowing(evaluation, boundary, PolicyType.BOUNDARY, allowing);
        }
        PolicySet session = evaluation.session();
        if (session != null) {
            matched.addAll(session.matching(evaluation, effect));
            noteAllowing(evaluation, session, PolicyType.SESSION, allowing);
        }
        CompiledPolicy resourcePolicy = check.resourcePolicy();
        if (resourcePolicy != null) {
            PolicySet resource = PolicySet.of(resourcePolicy);
            matched.addAll(resource.matching(evaluation, effect));
            noteAllowing(evaluation, resource, resourceRole(check), allowing);
        }
        for (PolicySet level : policies.serviceControlLevels()) {
            matched.addAll(level.matching(evaluation, effect));
        }
        for (PolicySet level : check.target().controlLevels()) {
            matched.addAll(level.matching(evaluation, effect));
        }
        noteAllowing(evaluation, policies.serviceControlLevels(), PolicyType.SERVICE_CONTROL, allowing);
        noteAllowing(evaluation, check.target().controlLevels(), PolicyType.RESOURCE_CONTROL, allowing);
        return new Explanation(decision, matched, allowing, missingKeys);
    }

    private static void noteAllowing(
            Evaluation evaluation, List<PolicySet> levels, PolicyType role, Set<PolicyType> allowing) {
        if (!levels.isEmpty() && denyIn(evaluation, levels, role) == null && limit(evaluation, levels, role) == null) {
            allowing.add(role);
        }
    }

    private static void noteAllowing(Evaluation evaluation, PolicySet set, PolicyType role, Set<PolicyType> allowing) {
        if (set.allowing(evaluation) != null && set.denying(evaluation) == null) {
            allowing.add(role);
        }
    }

    private static Decision.@Nullable Denied explicitDeny(Evaluation evaluation) {
        IdentityPolicies policies = evaluation.policies();
        Decision.Denied denied = denyIn(evaluation, policies.serviceControlLevels(), PolicyType.SERVICE_CONTROL);
        if (denied == null) {
            denied = denyIn(evaluation, evaluation.check().target().controlLevels(), PolicyType.RESOURCE_CONTROL);
        }
        if (denied == null && !ownersRootOnBucketPolicy(evaluation)) {
            denied = resourceDeny(evaluation);
        }
        if (denied == null) {
            denied = denyIn(evaluation, policies.identity(), PolicyType.IDENTITY);
        }
        if (denied == null) {
            denied = denyIn(evaluation, policies.boundary(), PolicyType.BOUNDARY);
        }
        return denied != null ? denied : denyIn(evaluation, evaluation.session(), PolicyType.SESSION);
    }

    private static Decision.@Nullable Denied organizationLimit(Evaluation evaluation) {
        Decision.Denied denied =
                limit(evaluation, evaluation.policies().serviceControlLevels(), PolicyType.SERVICE_CONTROL);
        return denied != null
                ? denied
                : limit(evaluation, evaluation.check().target().controlLevels(), PolicyType.RESOURCE_CONTROL);
    }

    private static Decision byPrincipal(Evaluation evaluation) {
        AccessCheck check = evaluation.check();
        Principal principal = evaluation.principal();
        CompiledStatement statement = resourceAllow(evaluation);
        GrantLevel policyGrant = statement == null ? GrantLevel.NONE : evaluation.bestLevel();
        GrantLevel grant = policyGrant.or(check.target().aclGrant());
        if (principal instanceof Principal.Anonymous) {
            // A trust policy that names everyone still means only callers who sign.
            boolean open = grant == GrantLevel.DIRECT && check.use() != ResourcePolicyUse.REQUIRED;
            return open ? allowed(grant, statement) : implicit(evaluation, resourceRole(check));
        }
        if (!(principal instanceof Principal.InAccount caller)) {
            return grant == GrantLevel.DIRECT ? allowed(grant, statement) : implicit(evaluation, resourceRole(check));
        }
        if (caller instanceof Principal.AccountRoot) {
            boolean rootOfOwner = sameAccount(evaluation) && check.use() != ResourcePolicyUse.REQUIRED;
            return rootOfOwner || grant != GrantLevel.NONE
                    ? allowed(grant, statement)
                    : implicit(evaluation, resourceRole(check));
        }
        return sameAccount(evaluation)
                ? inAccount(evaluation, caller, grant, statement)
                : acrossAccounts(evaluation, caller, grant, statement);
    }

    private static Decision inAccount(
            Evaluation evaluation,
            Principal.InAccount caller,
            GrantLevel grant,
            @Nullable CompiledStatement byResource) {
        if (grant == GrantLevel.DIRECT) {
            return allowed(grant, byResource);
        }
        boolean trust = evaluation.check().use() == ResourcePolicyUse.REQUIRED;
        if (trust && grant == GrantLevel.NONE) {
            return implicit(evaluation, PolicyType.TRUST);
        }
        if (grant == GrantLevel.ROLE) {
            Decision.Denied limited = callerLimit(evaluation, caller);
            return limited != null ? limited : allowed(grant, byResource);
        }
        return byIdentity(evaluation, caller, grant);
    }

    private static Decision acrossAccounts(
            Evaluation evaluation,
            Principal.InAccount caller,
            GrantLevel grant,
            @Nullable CompiledStatement byResource) {
        if (grant == GrantLevel.NONE) {
            return implicit(evaluation, resourceRole(evaluation.check()));
        }
        Decision decision = byIdentity(evaluation, caller, grant);
        return decision.allowed() ? allowed(grant, byResource) : decision;
    }

    private static Decision byIdentity(Evaluation evaluation, Principal.InAccount caller, GrantLevel grant) {
        CompiledStatement statement = null;
        if (!sessionOfRoot(caller)) {
            statement = evaluation.policies().identity().allowing(evaluation);
            if (statement == null) {
                return implicit(evaluation, PolicyType.IDENTITY);
            }
        }
        Decision.Denied limited = callerLimit(evaluation, caller);
        return limited != null ? limited : allowed(grant, statement);
    }

    /** Returns the denial by a policy that limits the caller without granting: boundary, then session policies. */
    private static Decision.@Nullable Denied callerLimit(Evaluation evaluation, Principal.InAccount caller) {
        PolicySet boundary = evaluation.policies().boundary();
        if (boundary != null && boundary.allowing(evaluation) == null) {
            return implicit(evaluation, PolicyType.BOUNDARY);
        }
        PolicySet session = evaluation.session();
        boolean unlimited = session == null && !(caller instanceof Principal.FederatedSession);
        return unlimited || (session != null && session.allowing(evaluation) != null)
                ? null
                : implicit(evaluation, PolicyType.SESSION);
    }

    private static boolean sessionOfRoot(Principal.InAccount caller) {
        return caller instanceof Principal.FederatedSession federated
                && federated.issuer() instanceof Principal.AccountRoot;
    }

    private static boolean ownersRootOnBucketPolicy(Evaluation evaluation) {
        String action = evaluation.check().action();
        return evaluation.principal() instanceof Principal.AccountRoot
                && sameAccount(evaluation)
                && (action.equals(GET_BUCKET_POLICY)
                        || action.equals(PUT_BUCKET_POLICY)
                        || action.equals(DELETE_BUCKET_POLICY));
    }

    private static boolean sameAccount(Evaluation evaluation) {
        return evaluation.relation() == Decision.Relation.SAME_ACCOUNT;
    }

    private static @Nullable CompiledStatement resourceAllow(Evaluation evaluation) {
        AccessCheck check = evaluation.check();
        CompiledPolicy policy = check.resourcePolicy();
        boolean grants = check.use() == ResourcePolicyUse.SUFFICIENT || check.use() == ResourcePolicyUse.REQUIRED;
        return policy == null || !grants ? null : policy.allows().best(evaluation, GrantLevel.DIRECT);
    }

    private static Decision.@Nullable Denied resourceDeny(Evaluation evaluation) {
        AccessCheck check = evaluation.check();
        CompiledPolicy policy = check.resourcePolicy();
        if (policy == null || check.use() == ResourcePolicyUse.NONE) {
            return null;
        }
        CompiledStatement statement = policy.denies().best(evaluation, GrantLevel.ACCOUNT);
        return statement == null ? null : explicit(evaluation, resourceRole(check), statement);
    }

    private static PolicyType resourceRole(AccessCheck check) {
        return check.use() == ResourcePolicyUse.REQUIRED ? PolicyType.TRUST : PolicyType.RESOURCE;
    }

    private static Decision.@Nullable Denied denyIn(Evaluation evaluation, List<PolicySet> levels, PolicyType role) {
        for (int i = 0; i < levels.size(); i++) {
            Decision.Denied denied = denyIn(evaluation, levels.get(i), role);
            if (denied != null) {
                return denied;
            }
        }
        return null;
    }

    private static Decision.@Nullable Denied denyIn(Evaluation evaluation, @Nullable PolicySet set, PolicyType role) {
        CompiledStatement statement = set == null ? null : set.denying(evaluation);
        return statement == null ? null : explicit(evaluation, role, statement);
    }

    private static Decision.@Nullable Denied limit(Evaluation evaluation, List<PolicySet> levels, PolicyType role) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).allowing(evaluation) == null) {
                return implicit(evaluation, role);
            }
        }
        return null;
    }

    private static Decision.Allowed allowed(GrantLevel grant, @Nullable CompiledStatement statement) {
        return statement == null ? Decision.Allowed.withoutStatement(grant) : statement.allowed(grant);
    }

    private static Decision.Denied explicit(Evaluation evaluation, PolicyType role, CompiledStatement statement) {
        return new Decision.Denied(Decision.Denial.EXPLICIT, role, statement.reference(), evaluation.relation());
    }

    private static Decision.Denied implicit(Evaluation evaluation, PolicyType role) {
        return new Decision.Denied(Decision.Denial.IMPLICIT, role, null, evaluation.relation());
    }
}
