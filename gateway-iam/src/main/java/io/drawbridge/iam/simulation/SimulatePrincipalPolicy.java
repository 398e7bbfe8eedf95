// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import io.drawbridge.iam.model.SimulatePrincipalPolicyResponse;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Returns what the policies of a user, group or role allow, under the control policies of its account. Beyond AWS, the
 * simulation of AssumeRole uses the trust policy and the tags of a role of the same account. Entities of other accounts
 * are never looked up, because a caller could find out which roles and users exist there.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">
 *     SimulatePrincipalPolicy</a>
 */
final class SimulatePrincipalPolicy
        implements ApiAction<SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse> {
    /** The keys that are the same for any member of a group. */
    private static final Set<String> KEYS_OF_GROUP = Set.of(
            "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:currenttime", "aws:epochtime");

    private final EntityStore store;
    private final IamDirectory directory;
    private final SimulationTurns turns;
    private final Pager pager;

    SimulatePrincipalPolicy(EntityStore store, IamDirectory directory, SimulationTurns turns, Pager pager) {
        this.store = store;
        this.directory = directory;
        this.turns = turns;
        this.pager = pager;
    }

    @Override
    public Operation<SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse> operation() {
        return SimulatePrincipalPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(SimulatePrincipalPolicyRequest input, RequestContext context) {
        return List.of(PolicySource.of(input.policySourceArn()).check("iam:SimulatePrincipalPolicy", context, store));
    }

    @Override
    public SimulatePrincipalPolicyResponse handle(SimulatePrincipalPolicyRequest request, RequestContext context) {
        return turns.take(() -> simulate(request, context));
    }

    private SimulatePrincipalPolicyResponse simulate(SimulatePrincipalPolicyRequest request, RequestContext context) {
        SimulationInput input = SimulationInput.of(request);
        PolicySource source = PolicySource.of(request.policySourceArn());
        if (input.resourcePolicy() != null && input.callerArn() == null && source.kind() != EntityKind.USER) {
            throw invalid("CallerArn is required when ResourcePolicy is given and PolicySourceArn is not a user.");
        }
        PageRequest page = SimulationPage.of(
                pager,
                "iam:SimulatePrincipalPolicy",
                context,
                request.marker(),
                request.maxItems(),
                input,
                request.policySourceArn());
        Entity entity = source.require(context, store);
        IdentityPolicies policies = policies(request, entity);
        PageRequest.Page<EvaluationResult> results =
                SimulationPage.run(page, simulation(input, entity, policies, context));
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results.items())
                .isTruncated(results.truncated())
                .marker(results.marker())
                .build();
    }

    private IdentityPolicies policies(SimulatePrincipalPolicyRequest request, Entity entity) {
        IdentityPolicies live =
                PolicyExclusions.of(request.policyExclusionList()).apply(PolicySource.policies(entity, directory));
        List<CompiledPolicy> identity = new ArrayList<>(live.identity().policies());
        identity.addAll(InputPolicies.identity(request.policyInputList()));
        PolicySet boundary = InputPolicies.boundary(request.permissionsBoundaryPolicyInputList());
        return new IdentityPolicies(
                PolicySet.of(identity),
                boundary == null ? live.boundary() : boundary,
                live.tags(),
                live.serviceControlLevels(),
                live.membership());
    }

    /** AWS: with CallerArn that user is the caller, as if it had the policies of the source. */
    private Simulation simulation(
            SimulationInput input, Entity entity, IdentityPolicies policies, RequestContext context) {
        String callerArn = input.callerArn();
        Principal.InAccount principal =
                callerArn == null ? PolicySource.principal(entity) : SimulatedCaller.user(callerArn, directory);
        IdentityPolicies callerPolicies = policies;
        if (callerArn != null) {
            callerPolicies = new IdentityPolicies(
                    policies.identity(),
                    policies.boundary(),
                    principal.account().equals(context.account()) ? tagsOf(principal) : Map.of(),
                    policies.serviceControlLevels(),
                    policies.membership());
        }
        ConditionValues all = AuthorizationContext.of(
                        SimulatedCaller.caller(principal), callerPolicies, null, ConditionValues.EMPTY, context.now())
                .values();
        ConditionValues derived = callerArn != null ? all : derived(entity, all);
        return new Simulation(
                context.authorizer(),
                principal,
                callerPolicies,
                derived,
                input,
                arn -> arn.account().equals(context.account().digits()) ? directory.role(arn) : Optional.empty());
    }

    private Map<String, String> tagsOf(Principal.InAccount principal) {
        return directory.policiesOf(principal).map(IdentityPolicies::tags).orElse(Map.of());
    }

    /** A group has no name with which it could call, and the session name of a role is unknown. */
    private static ConditionValues derived(Entity entity, ConditionValues all) {
        return switch (entity.kind()) {
            case USER -> all;
            case ROLE -> key -> key.equals("aws:userid") ? null : all.get(key);
            case GROUP -> key -> KEYS_OF_GROUP.contains(key) ? all.get(key) : null;
        };
    }
}
