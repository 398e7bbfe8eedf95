// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common parameters of both simulations, checked as far as no stored data is needed. */
record SimulationInput(
        List<String> actionNames,
        List<String> resourceArns,
        @Nullable String resourcePolicy,
        @Nullable String resourceOwner,
        @Nullable String callerArn,
        List<ContextEntry> contextEntries) {
    /** The resource of a simulation that names none. */
    static final String ANY = "*";

    SimulationInput {
        actionNames = List.copyOf(actionNames);
        resourceArns = resourceArns.isEmpty() ? List.of(ANY) : List.copyOf(resourceArns);
        contextEntries = List.copyOf(contextEntries);
        actionNames.forEach(SimulationInput::checkAction);
        if ((long) actionNames.size() * resourceArns.size() > IamLimits.SIMULATION_CASES) {
            throw invalid("A simulation has at most " + IamLimits.SIMULATION_CASES + " pairs of action and resource.");
        }
    }

    static SimulationInput of(SimulateCustomPolicyRequest input) {
        refuseHandling(input.resourceHandlingOption());
        return new SimulationInput(
                input.actionNames(),
                input.resourceArns(),
                input.resourcePolicy(),
                input.resourceOwner(),
                input.callerArn(),
                input.contextEntries());
    }

    static SimulationInput of(SimulatePrincipalPolicyRequest input) {
        refuseHandling(input.resourceHandlingOption());
        return new SimulationInput(
                input.actionNames(),
                input.resourceArns(),
                input.resourcePolicy(),
                input.resourceOwner(),
                input.callerArn(),
                input.contextEntries());
    }

    static AwsException invalid(String text) {
        return new AwsException(IamError.INVALID_INPUT, text);
    }

    /** The option is for EC2's RunInstances only, which this server does not have. */
    private static void refuseHandling(@Nullable String option) {
        if (option != null) {
            throw new AwsException(
                    IamError.NOT_IMPLEMENTED, "The parameter ResourceHandlingOption is not implemented.");
        }
    }

    private static void checkAction(String action) {
        int colon = action.indexOf(':');
        boolean whole = colon > 0 && colon < action.length() - 1 && action.indexOf(':', colon + 1) < 0;
        if (!whole || action.indexOf('*') >= 0 || action.indexOf('?') >= 0 || action.indexOf(' ') >= 0) {
            throw invalid("Invalid Action Name: " + action);
        }
    }
}
