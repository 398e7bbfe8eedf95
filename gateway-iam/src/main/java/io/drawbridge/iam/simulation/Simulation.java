// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AssumableRole;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CheckValues;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.ContextKeyNames;
import io.drawbridge.core.authz.Explanation;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One simulation: a caller with policies, and the simulated requests. The policy engine decides each case. */
final class Simulation {
    private static final String STS = "sts:";

    private final Authorizer authorizer;
    private final AuthorizationContext context;
    private final Principal.InAccount principal;
    private final SimulationInput input;
    private final Function<Arn, Optional<AssumableRole>> liveRoles;
    private final @Nullable AccountId givenOwner;
    private final @Nullable CompiledPolicy resourcePolicy;
    private final @Nullable CompiledPolicy trustPolicy;
    private final long costOfCase;
    private final ContextKeyNames keys;
    private final ContextKeyNames keysWithResource;
    private final ContextKeyNames keysWithTrust;

    /**
     * @param derived the keys that follow from the caller; the context entries of the input take precedence
     * @param liveRoles returns the existing role of a simulated sts:AssumeRole
     * @throws io.drawbridge.core.error.AwsException InvalidInput
     */
    Simulation(
            Authorizer authorizer,
            Principal.InAccount principal,
            IdentityPolicies policies,
            ConditionValues derived,
            SimulationInput input,
            Function<Arn, Optional<AssumableRole>> liveRoles) {
        this.authorizer = authorizer;
        this.principal = principal;
        this.input = input;
        this.liveRoles = liveRoles;
        this.context = new AuthorizationContext(
                SimulatedCaller.caller(principal),
                policies,
                null,
                ContextEntries.of(input.contextEntries()).or(derived));
        this.givenOwner = owner(input.resourceOwner());
        String text = input.resourcePolicy();
        this.resourcePolicy = text == null ? null : InputPolicies.resource(text, PolicyGrammar.BUCKET);
        this.trustPolicy = text == null ? null : InputPolicies.resource(text, PolicyGrammar.TRUST);
        input.resourceArns().forEach(Simulation::resource);
        List<CompiledPolicy> included = policies(policies);
        this.keys = ContextKeyNames.of(included);
        this.keysWithResource = keys.and(resourcePolicy);
        this.keysWithTrust = keys.and(trustPolicy);
        if (resourcePolicy != null) {
            included.add(resourcePolicy);
        }
        refuseMany(included);
        int longest =
                input.resourceArns().stream().mapToInt(String::length).max().orElse(1);
        this.costOfCase = new SimulationCost(context.values(), longest).of(included);
        if (costOfCase > IamLimits.SIMULATION_PAGE_COST) {
            throw invalid("The policies and context values of the simulation are too large to be compared.");
        }
    }

    private static void refuseMany(List<CompiledPolicy> policies) {
        int statements = 0;
        for (CompiledPolicy policy : policies) {
            statements += policy.document().statements().size();
        }
        if (statements > IamLimits.SIMULATION_STATEMENTS) {
            throw invalid(
                    "The policies of a simulation have at most " + IamLimits.SIMULATION_STATEMENTS + " statements.");
        }
    }

    /** Returns the highest cost of one case, by estimate. */
    long costOfCase() {
        return costOfCase;
    }

    /** Returns the number of pairs of action and resource. */
    int cases() {
        return input.actionNames().size() * input.resourceArns().size();
    }

    /** Returns the result of one pair; the resources of the first action come first. */
    EvaluationResult result(int place) {
        String action = input.actionNames().get(place / input.resourceArns().size());
        String resource = input.resourceArns().get(place % input.resourceArns().size());
        boolean named = !resource.equals(SimulationInput.ANY);
        AccessCheck check = check(action, named ? resource(resource) : AccessCheck.unnamedResource(action));
        Explanation explanation = authorizer.explain(context, check);
        AccountId owner = check.resourceOwner();
        return SimulationResults.of(
                action,
                resource,
                explanation,
                context.policies(),
                missing(check),
                owner != null && !owner.equals(principal.account()));
    }

    private List<String> missing(AccessCheck check) {
        boolean given = input.resourcePolicy() != null;
        boolean ofRole = check.use() == ResourcePolicyUse.REQUIRED;
        ContextKeyNames looked = !given ? keys : ofRole ? keysWithTrust : keysWithResource;
        ConditionValues checkValues = new CheckValues(context, check);
        return looked.missing(key -> {
            List<String> values = checkValues.get(key);
            return values != null && !values.isEmpty();
        });
    }

    /** Returns all policies of a principal. */
    static List<CompiledPolicy> policies(IdentityPolicies policies) {
        List<CompiledPolicy> all = new ArrayList<>(policies.identity().policies());
        PolicySet boundary = policies.boundary();
        if (boundary != null) {
            all.addAll(boundary.policies());
        }
        policies.serviceControlLevels().forEach(level -> all.addAll(level.policies()));
        return all;
    }

    private AccessCheck check(String action, Arn resource) {
        boolean ofRole = action.startsWith(STS)
                && resource.service().equals("iam")
                && resource.resource().startsWith("role/")
                && AccountId.isValid(resource.account());
        if (input.resourcePolicy() == null) {
            Optional<AssumableRole> role = ofRole ? liveRoles.apply(resource) : Optional.empty();
            return role.map(existingRole -> AccessCheck.onRole(action, existingRole)
                            .with(IamConditions.resourceTags(existingRole.tags())))
                    .orElseGet(() -> ownedCheck(action, resource));
        }
        return new AccessCheck(
                action,
                resource,
                ownerOf(resource),
                ofRole ? ResourcePolicyUse.REQUIRED : ResourcePolicyUse.SUFFICIENT,
                ofRole ? trustPolicy : resourcePolicy,
                ConditionValues.EMPTY);
    }

    /** Without a policy of the resource, only a resource owner in the request makes the resource another account's. */
    private AccessCheck ownedCheck(String action, Arn resource) {
        AccountId owner = givenOwner;
        return new AccessCheck(action, resource, owner, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY);
    }

    private @Nullable AccountId ownerOf(Arn resource) {
        boolean named = AccountId.isValid(resource.account());
        return named ? new AccountId(resource.account()) : givenOwner;
    }

    private static Arn resource(String text) {
        if (text.equals(SimulationInput.ANY)) {
            return AccessCheck.ANY_RESOURCE;
        }
        return Arn.parse(text).orElseThrow(() -> invalid("Invalid Resource Arn: " + text));
    }

    private static @Nullable AccountId owner(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String digits = text;
        Optional<Arn> arn = Arn.parse(text);
        if (arn.isPresent()) {
            digits = arn.get().service().equals("iam") && arn.get().resource().equals("root")
                    ? arn.get().account()
                    : "";
        }
        if (!AccountId.isValid(digits)) {
            throw invalid("Invalid Resource Owner: " + text);
        }
        return new AccountId(digits);
    }
}
