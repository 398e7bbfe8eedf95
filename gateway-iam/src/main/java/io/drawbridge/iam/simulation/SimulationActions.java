// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions of the policy simulator. */
public final class SimulationActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final IamDirectory directory;
    private final Authorizer authorizer;
    private final Pager pager;
    private final SimulationTurns turns = new SimulationTurns();

    /** @param authorizer one that knows no organization, for policies given as text */
    public SimulationActions(EntityStore store, IamDirectory directory, Authorizer authorizer, Pager pager) {
        this.store = store;
        this.directory = directory;
        this.authorizer = authorizer;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.SIMULATE_CUSTOM_POLICY,
                IamOperation.SIMULATE_PRINCIPAL_POLICY,
                IamOperation.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY,
                IamOperation.GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case SIMULATE_CUSTOM_POLICY -> new SimulateCustomPolicy(directory, authorizer, turns, pager);
            case SIMULATE_PRINCIPAL_POLICY -> new SimulatePrincipalPolicy(store, directory, turns, pager);
            case GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY -> new GetContextKeysForCustomPolicy();
            case GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY -> new GetContextKeysForPrincipalPolicy(store, directory);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
