// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions of the policy simulator. */
public final class SimulationActions implements ActionFamily<IamOperation> {
    private final IamState state;
    private final IamDirectory directory;
    private final Authorizer authorizer;
    private final SimulationTurns turns = new SimulationTurns();

    /** @param authorizer one that knows no organization, for policies given as text */
    public SimulationActions(IamState state, IamDirectory directory, Authorizer authorizer) {
        this.state = state;
        this.directory = directory;
        this.authorizer = authorizer;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case SIMULATE_CUSTOM_POLICY -> new SimulateCustomPolicy(state, authorizer, turns);
            case SIMULATE_PRINCIPAL_POLICY -> new SimulatePrincipalPolicy(state, directory, turns);
            case GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY -> new GetContextKeysForCustomPolicy();
            case GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY -> new GetContextKeysForPrincipalPolicy(state, directory);
            default -> null;
        };
    }
}
