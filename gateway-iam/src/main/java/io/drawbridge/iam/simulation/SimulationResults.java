// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.Explanation;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.MatchedStatement;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.authz.PolicyType;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.OrganizationsDecisionDetail;
import io.drawbridge.iam.model.PermissionsBoundaryDecisionDetail;
import io.drawbridge.iam.model.Position;
import io.drawbridge.iam.model.ResourceSpecificResult;
import io.drawbridge.iam.model.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps the explanations of the engine to the results of the simulator. */
final class SimulationResults {
    private static final String IAM_POLICY = "IAM Policy";
    private static final String BOUNDARY_POLICY = "Permissions Boundary Policy";
    private static final String ALLOWED = "allowed";
    private static final String EXPLICIT_DENY = "explicitDeny";
    private static final String IMPLICIT_DENY = "implicitDeny";

    private SimulationResults() {}

    static EvaluationResult of(
            String action,
            String resource,
            Explanation explanation,
            IdentityPolicies policies,
            List<String> missing,
            boolean crossAccount) {
        boolean any = resource.equals(SimulationInput.ANY);
        String decision = decision(explanation.decision());
        List<Statement> matched = statements(explanation, policies, crossAccount);
        PermissionsBoundaryDecisionDetail boundary = boundary(explanation, policies);
        Map<String, String> details = details(explanation, any, crossAccount);
        EvaluationResult.Builder result = EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(decision)
                .matchedStatements(matched)
                .missingContextValues(any ? missing : List.of())
                .organizationsDecisionDetail(organizations(explanation, policies))
                .permissionsBoundaryDecisionDetail(boundary);
        if (details != null) {
            result.evalDecisionDetails(details);
        }
        if (!any) {
            ResourceSpecificResult.Builder specific = ResourceSpecificResult.builder()
                    .evalResourceName(resource)
                    .evalResourceDecision(decision)
                    .matchedStatements(matched)
                    .missingContextValues(missing)
                    .permissionsBoundaryDecisionDetail(boundary);
            if (details != null && !details.isEmpty()) {
                specific.evalDecisionDetails(details);
            }
            result.resourceSpecificResults(List.of(specific.build()));
        }
        return result.build();
    }

    private static String decision(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.denial() == Decision.Denial.EXPLICIT ? EXPLICIT_DENY : IMPLICIT_DENY;
        }
        return ALLOWED;
    }

    private static @Nullable PermissionsBoundaryDecisionDetail boundary(
            Explanation explanation, IdentityPolicies policies) {
        return policies.boundary() == null
                ? null
                : PermissionsBoundaryDecisionDetail.builder()
                        .allowedByPermissionsBoundary(explanation.allowing().contains(PolicyType.BOUNDARY))
                        .build();
    }

    private static @Nullable OrganizationsDecisionDetail organizations(
            Explanation explanation, IdentityPolicies policies) {
        boolean limited = !policies.serviceControlLevels().isEmpty();
        if (!limited && policies.membership() == null) {
            return null;
        }
        boolean refused = explanation.decision() instanceof Decision.Denied denied && byOrganization(denied);
        return OrganizationsDecisionDetail.builder()
                .allowedByOrganizations(
                        !refused && (!limited || explanation.allowing().contains(PolicyType.SERVICE_CONTROL)))
                .build();
    }

    private static boolean byOrganization(Decision.Denied denied) {
        return denied.by() == PolicyType.SERVICE_CONTROL || denied.by() == PolicyType.RESOURCE_CONTROL;
    }

    /** AWS: absent without a resource or after a denial by the organization, and empty within one account. */
    private static @Nullable Map<String, String> details(Explanation explanation, boolean any, boolean crossAccount) {
        boolean ended = explanation.decision() instanceof Decision.Denied denied && byOrganization(denied);
        if (any || ended) {
            return null;
        }
        Map<String, String> details = new TreeMap<>();
        if (crossAccount) {
            details.put("IAM Policy", part(explanation, PolicyType.IDENTITY, PolicyType.IDENTITY));
            details.put("Resource Policy", part(explanation, PolicyType.RESOURCE, PolicyType.TRUST));
        }
        return details;
    }

    private static String part(Explanation explanation, PolicyType one, PolicyType other) {
        if (explanation.decision() instanceof Decision.Denied denied
                && denied.denial() == Decision.Denial.EXPLICIT
                && (denied.by() == one || denied.by() == other)) {
            return EXPLICIT_DENY;
        }
        boolean allows =
                explanation.allowing().contains(one) || explanation.allowing().contains(other);
        return allows ? ALLOWED : IMPLICIT_DENY;
    }

    /** Of another account's trust policy, only the effect is shown. */
    private static List<Statement> statements(
            Explanation explanation, IdentityPolicies policies, boolean crossAccount) {
        Set<PolicyOrigin> boundary = boundaryAlone(policies);
        return explanation.matched().stream()
                .filter(statement -> !crossAccount
                        || (statement.policy().type() != PolicySourceType.TRUST
                                && statement.policy().type() != PolicySourceType.RESOURCE_CONTROL))
                .map(statement -> statement(
                        statement,
                        boundary.contains(statement.policy())
                                ? BOUNDARY_POLICY
                                : type(statement.policy().type())))
                .toList();
    }

    /** Returns the policies of the boundary that are not attached as well. */
    private static Set<PolicyOrigin> boundaryAlone(IdentityPolicies policies) {
        PolicySet boundary = policies.boundary();
        if (boundary == null) {
            return Set.of();
        }
        Set<PolicyOrigin> origins = new HashSet<>();
        boundary.policies().forEach(policy -> origins.add(policy.origin()));
        policies.identity().policies().forEach(policy -> origins.remove(policy.origin()));
        return origins;
    }

    private static Statement statement(MatchedStatement matched, String type) {
        return Statement.builder()
                .sourcePolicyId(id(matched.policy()))
                .sourcePolicyType(type)
                .startPosition(Position.builder()
                        .line(matched.span().reportedLine())
                        .column(matched.span().reportedColumn())
                        .build())
                .endPosition(Position.builder()
                        .line(matched.span().endLine())
                        .column(matched.span().endColumn())
                        .build())
                .build();
    }

    /** AWS: inline policies are identified by their entity and name, such as {@code user_David_Reading}. */
    private static String id(PolicyOrigin policy) {
        String attachedTo = policy.attachedTo();
        return switch (policy.type()) {
            case USER, GROUP, ROLE ->
                attachedTo == null ? policy.name() : attachedTo.replace(' ', '_') + "_" + policy.name();
            default -> policy.name();
        };
    }

    /**
     * AWS: not the values of the model; its responses have {@code IAM Policy} for all attached policies and those in
     * the request.
     */
    private static String type(PolicySourceType type) {
        return switch (type) {
            case USER, GROUP, ROLE, AWS_MANAGED, CUSTOMER_MANAGED, SESSION -> IAM_POLICY;
            case RESOURCE, TRUST -> "resource";
            case SERVICE_CONTROL, RESOURCE_CONTROL -> "none";
        };
    }
}
