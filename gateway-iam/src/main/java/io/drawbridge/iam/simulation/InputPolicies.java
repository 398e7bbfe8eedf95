// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.iam.model.OrderedOrganizationPolicyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies in the request of a simulation, with the names that AWS gives them in its responses. */
final class InputPolicies {
    private InputPolicies() {}

    /** Returns the policies of PolicyInputList. */
    static List<CompiledPolicy> identity(List<String> documents) {
        return compile(documents, "PolicyInputList.", PolicyGrammar.SESSION, PolicySourceType.SESSION);
    }

    /** Returns the permissions boundary, or null when there is none. */
    static @Nullable PolicySet boundary(List<String> documents) {
        if (documents.size() > 1) {
            throw invalid("PermissionsBoundaryPolicyInputList can have one policy at most.");
        }
        return documents.isEmpty()
                ? null
                : PolicySet.of(compile(
                        documents,
                        "PermissionsBoundaryPolicyInputList.",
                        PolicyGrammar.SESSION,
                        PolicySourceType.SESSION));
    }

    /** Returns the service control policies, one set for each level from the root to the account. */
    static List<PolicySet> serviceControlLevels(List<OrderedOrganizationPolicyType> levels) {
        List<PolicySet> sets = new ArrayList<>();
        for (OrderedOrganizationPolicyType level : levels) {
            String label = "OrderedOrganizationPolicyInputList." + (sets.size() + 1) + ".";
            sets.add(PolicySet.of(compile(
                    level.serviceControlPolicyInputList(),
                    label,
                    PolicyGrammar.SERVICE_CONTROL,
                    PolicySourceType.SERVICE_CONTROL)));
        }
        return sets;
    }

    /**
     * Returns the policy of the resource.
     *
     * @param kind {@code TRUST} for a role that is assumed, else {@code BUCKET}, the grammar with principals and
     *     resources
     */
    static CompiledPolicy resource(String document, PolicyGrammar kind) {
        try {
            // The policy may belong to any service, so it is parsed without the rules that S3 has for bucket policies.
            return CompiledPolicy.compile(
                    PolicyParser.readStored(document, kind),
                    new PolicyOrigin(PolicySourceType.RESOURCE, "ResourcePolicy", null, null));
        } catch (IllegalStateException e) {
            throw invalid("Invalid Input Policy: ResourcePolicy is not a policy document.");
        }
    }

    private static List<CompiledPolicy> compile(
            List<String> documents, String label, PolicyGrammar kind, PolicySourceType type) {
        List<CompiledPolicy> compiled = new ArrayList<>();
        for (String text : documents) {
            String name = label + (compiled.size() + 1);
            compiled.add(CompiledPolicy.compile(parse(text, kind, name), new PolicyOrigin(type, name, null, null)));
        }
        return compiled;
    }

    private static PolicyDocument parse(String text, PolicyGrammar kind, String name) {
        try {
            return PolicyParser.parse(text, kind);
        } catch (AwsException e) {
            // AWS: the simulator has its own error code for a malformed document.
            throw invalid("Invalid Input Policy: " + name + ": " + e.text());
        }
    }
}
