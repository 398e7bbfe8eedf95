// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the engine on a case. */
final class EngineRun {
    private static final PolicyOrigin ORIGIN = new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null);
    private static final int COMPILED_MAX = 5000;

    /** The canonical user of the callers' account. */
    static final String CANONICAL_USER = "c".repeat(64);

    private final Authorizer authorizer = new Authorizer(Clock.fixed(Scenes.NOW, ZoneOffset.UTC));
    private final IdentityHashMap<PolicyDocument, CompiledPolicy> compiled = new IdentityHashMap<>();

    PolicyCase.Verdict verdict(PolicyCase question) {
        return verdict(authorizer.decide(context(question), check(question)));
    }

    /** Returns the explanation for the policy simulator. */
    Explanation explanation(PolicyCase question) {
        return authorizer.explain(context(question), check(question));
    }

    static PolicyCase.Verdict verdict(Decision decision) {
        return decision instanceof Decision.Denied denied
                ? new PolicyCase.Verdict(denied.denial(), denied.by())
                : PolicyCase.Verdict.ALLOWED;
    }

    AuthorizationContext context(PolicyCase question) {
        IdentityPolicies policies = new IdentityPolicies(
                set(question.identity()),
                question.boundary() == null ? null : set(question.boundary()),
                PolicyCase.ENTITY_TAGS,
                question.serviceControl().stream().map(this::set).toList());
        PolicySet session = question.session() == null ? null : set(question.session());
        return AuthorizationContext.of(question.caller(), policies, session, half(question, 0), Scenes.NOW);
    }

    AccessCheck check(PolicyCase question) {
        Arn resource = question.resource().equals("*")
                ? AccessCheck.unnamedResource(question.action())
                : Arn.parse(question.resource()).orElseThrow();
        AccessCheck check = new AccessCheck(
                question.action(),
                resource,
                question.owner() == null ? null : new AccountId(question.owner()),
                question.use(),
                question.resourcePolicy() == null ? null : compile(question.resourcePolicy()),
                half(question, 1));
        return check.with(check.target()
                .withAclGrant(question.aclGrant())
                .withControlLevels(
                        question.resourceControl().stream().map(this::set).toList()));
    }

    /** Returns half of the context keys: the request provides one half, the check the other. */
    private static ConditionValues half(PolicyCase question, int which) {
        Map<String, List<String>> values = new HashMap<>();
        question.context().forEach((key, found) -> {
            if ((key.hashCode() & 1) == which) {
                values.put(key, found);
            }
        });
        return ConditionValues.of(values);
    }

    private PolicySet set(List<PolicyDocument> documents) {
        return PolicySet.of(documents.stream().map(this::compile).toList());
    }

    private CompiledPolicy compile(PolicyDocument document) {
        @Nullable CompiledPolicy policy = compiled.get(document);
        if (policy == null) {
            if (compiled.size() >= COMPILED_MAX) {
                compiled.clear();
            }
            policy = CompiledPolicy.compile(
                    document,
                    ORIGIN,
                    id -> id.equals(CANONICAL_USER) ? java.util.Optional.of(Scenes.A) : java.util.Optional.empty());
            compiled.put(document, policy);
        }
        return policy;
    }
}
