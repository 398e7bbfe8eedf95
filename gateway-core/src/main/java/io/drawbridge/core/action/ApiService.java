// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.ServiceModel;
import io.drawbridge.core.model.Validator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service of the server: what it is called, where it is reached, how its requests look and which actions it has.
 *
 * @param model its API version or target prefix, and its name in a credential scope
 * @param endpoints where it is reached
 * @param protocol reads its requests and writes its responses
 * @param actions its operations, done or not
 * @param sessionRules which operations temporary credentials may call at all
 * @param requestedRegion the value of {@code aws:RequestedRegion}
 * @param refusedValues whether errors of constraints repeat the values
 * @param <N> the service's operations
 */
public record ApiService<N extends Enum<N> & OperationName>(
        ServiceModel model,
        Endpoints endpoints,
        ApiProtocol protocol,
        ActionRegistry<N> actions,
        SessionRules sessionRules,
        String requestedRegion,
        Validator.RefusedValues refusedValues) {
    /** Creates a service whose errors repeat the values that they refuse. */
    public ApiService(
            ServiceModel model,
            Endpoints endpoints,
            ApiProtocol protocol,
            ActionRegistry<N> actions,
            SessionRules sessionRules,
            String requestedRegion) {
        this(model, endpoints, protocol, actions, sessionRules, requestedRegion, Validator.RefusedValues.SHOWN);
    }

    /**
     * Where a service is reached besides the address that all services share.
     *
     * @param hostLabels first labels of host names, such as {@code iam} in {@code iam.amazonaws.com}
     * @param pathPrefix in front of every path, as Eucalyptus has it; null for none
     */
    public record Endpoints(
            Set<String> hostLabels, @Nullable String pathPrefix) {
        public Endpoints {
            hostLabels = Set.copyOf(hostLabels);
        }
    }

    /** The name of the service in credential scopes, logs and key use, such as {@code iam}. */
    public String name() {
        return model.signingName();
    }
}
