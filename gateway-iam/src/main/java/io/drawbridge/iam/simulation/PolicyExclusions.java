// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.policy.condition.Glob;
import io.drawbridge.iam.model.InlinePolicyIdentifierType;
import io.drawbridge.iam.model.PolicyIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Policies that a simulation leaves out. A level of control policies without any policy limits nothing. */
final class PolicyExclusions {
    private final List<Predicate<PolicyOrigin>> excluded = new ArrayList<>();
    private boolean boundaries;

    /**
     * @throws io.drawbridge.core.error.AwsException InvalidInput for an identifier that names no policy or more than
     *     one
     */
    static PolicyExclusions of(List<PolicyIdentifier> identifiers) {
        PolicyExclusions exclusions = new PolicyExclusions();
        identifiers.forEach(exclusions::add);
        return exclusions;
    }

    private void add(PolicyIdentifier identifier) {
        String type = identifier.policyType();
        String arn = identifier.policyArn();
        InlinePolicyIdentifierType inline = identifier.inlinePolicyIdentifier();
        if ((type == null ? 0 : 1) + (arn == null ? 0 : 1) + (inline == null ? 0 : 1) != 1) {
            throw invalid("A policy to exclude is named by exactly one of PolicyType, PolicyArn and"
                    + " InlinePolicyIdentifier.");
        }
        if (type != null) {
            boundaries |= type.equals("permission-boundary");
            excluded.add(origin -> ofType(type, origin.type()));
        }
        if (arn != null) {
            Glob pattern = Glob.compile(arn);
            excluded.add(origin -> origin.arn() != null && pattern.matches(origin.arn()));
        }
        if (inline != null) {
            String attachedTo = inline.attachmentType() + " " + inline.attachmentName();
            excluded.add(origin -> origin.arn() == null
                    && origin.name().equals(inline.policyName())
                    && attachedTo.equals(origin.attachedTo()));
        }
    }

    private static boolean ofType(String typeName, PolicySourceType type) {
        return switch (type) {
            case USER, GROUP, ROLE -> typeName.equals("inline");
            case AWS_MANAGED -> typeName.equals("aws-managed");
            case CUSTOMER_MANAGED -> typeName.equals("user-managed");
            case SERVICE_CONTROL -> typeName.equals("scp");
            case RESOURCE_CONTROL -> typeName.equals("rcp");
            case RESOURCE, TRUST, SESSION -> false;
        };
    }

    /** Returns the remaining policies. */
    IdentityPolicies apply(IdentityPolicies policies) {
        if (excluded.isEmpty()) {
            return policies;
        }
        AccountMembership membership = policies.membership();
        return new IdentityPolicies(
                rest(policies.identity()),
                boundary(policies.boundary()),
                policies.tags(),
                levels(policies.serviceControlLevels()),
                membership == null
                        ? null
                        : new AccountMembership(
                                membership.organizationId(),
                                membership.managementAccount(),
                                membership.path(),
                                levels(membership.serviceControlLevels()),
                                levels(membership.resourceControlLevels())));
    }

    private @Nullable PolicySet boundary(@Nullable PolicySet boundary) {
        if (boundary == null || boundaries) {
            return null;
        }
        PolicySet rest = rest(boundary);
        return rest.policies().isEmpty() && !boundary.policies().isEmpty() ? null : rest;
    }

    private List<PolicySet> levels(List<PolicySet> levels) {
        return levels.stream()
                .map(this::rest)
                .filter(level -> !level.policies().isEmpty())
                .toList();
    }

    private PolicySet rest(PolicySet set) {
        List<CompiledPolicy> rest = set.policies().stream()
                .filter(policy -> excluded.stream().noneMatch(test -> test.test(policy.origin())))
                .toList();
        return rest.size() == set.policies().size() ? set : PolicySet.of(rest);
    }
}
