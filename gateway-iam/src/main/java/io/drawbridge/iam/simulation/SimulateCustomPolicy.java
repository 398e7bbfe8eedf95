// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulateCustomPolicyResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Returns what the policies in the request would allow.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html">
 *     SimulateCustomPolicy</a>
 */
final class SimulateCustomPolicy implements ApiAction<SimulateCustomPolicyRequest, SimulateCustomPolicyResponse> {
    /** The keys that follow from CallerArn; all others must be in the request. */
    private static final Set<String> KEYS_OF_CALLER =
            Set.of("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:username");

    /** The engine derives this key from any resource; here it is absent unless the request contains it. */
    private static final String RESOURCE_ACCOUNT = "aws:resourceaccount";

    private final IdentityDirectory directory;
    private final Authorizer authorizer;
    private final SimulationTurns turns;
    private final Pager pager;

    /**
     * @param authorizer one without an organization, because stored policies take no part
     */
    SimulateCustomPolicy(IdentityDirectory directory, Authorizer authorizer, SimulationTurns turns, Pager pager) {
        this.directory = directory;
        this.authorizer = authorizer;
        this.turns = turns;
        this.pager = pager;
    }

    @Override
    public Operation<SimulateCustomPolicyRequest, SimulateCustomPolicyResponse> operation() {
        return SimulateCustomPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(SimulateCustomPolicyRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:SimulateCustomPolicy"));
    }

    @Override
    public SimulateCustomPolicyResponse handle(SimulateCustomPolicyRequest request, RequestContext context) {
        return turns.take(() -> simulate(request, context));
    }

    private SimulateCustomPolicyResponse simulate(SimulateCustomPolicyRequest request, RequestContext context) {
        SimulationInput input = SimulationInput.of(request);
        if (input.resourcePolicy() != null && input.callerArn() == null) {
            throw invalid("CallerArn is required when ResourcePolicy is given.");
        }
        PageRequest page = SimulationPage.of(
                pager, "iam:SimulateCustomPolicy", context, request.marker(), request.maxItems(), input, "");
        IdentityPolicies policies = new IdentityPolicies(
                PolicySet.of(InputPolicies.identity(request.policyInputList())),
                InputPolicies.boundary(request.permissionsBoundaryPolicyInputList()),
                Map.of(),
                InputPolicies.serviceControlLevels(request.orderedOrganizationPolicyInputList()));
        Simulation simulation = simulation(input, policies, context);
        PageRequest.Page<EvaluationResult> results = SimulationPage.run(page, simulation);
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(results.items())
                .isTruncated(results.truncated())
                .marker(results.marker())
                .build();
    }

    private Simulation simulation(SimulationInput input, IdentityPolicies policies, RequestContext context) {
        String callerArn = input.callerArn();
        Principal.IamUser caller = callerArn == null
                ? SimulatedCaller.nobody(context.account())
                : SimulatedCaller.user(callerArn, directory);
        AuthorizationContext callerContext = AuthorizationContext.of(
                SimulatedCaller.caller(caller), policies, null, ConditionValues.EMPTY, context.now());
        ConditionValues derived = key -> {
            if (key.equals(RESOURCE_ACCOUNT)) {
                return List.of();
            }
            return callerArn != null && KEYS_OF_CALLER.contains(key)
                    ? callerContext.values().get(key)
                    : null;
        };
        return new Simulation(authorizer, caller, policies, derived, input, arn -> Optional.empty());
    }
}
