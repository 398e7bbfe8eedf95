// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on managed policies. */
public final class PolicyActions implements ActionFamily<IamOperation> {
    private final CustomerPolicies policies;

    public PolicyActions(EntityStore store, Creation creation, ManagedPolicies managedPolicies, Pager pager) {
        this.policies = new CustomerPolicies(store, creation, managedPolicies, pager);
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_POLICY,
                IamOperation.GET_POLICY,
                IamOperation.LIST_POLICIES,
                IamOperation.DELETE_POLICY,
                IamOperation.CREATE_POLICY_VERSION,
                IamOperation.GET_POLICY_VERSION,
                IamOperation.LIST_POLICY_VERSIONS,
                IamOperation.DELETE_POLICY_VERSION,
                IamOperation.SET_DEFAULT_POLICY_VERSION,
                IamOperation.LIST_ENTITIES_FOR_POLICY,
                IamOperation.TAG_POLICY,
                IamOperation.UNTAG_POLICY,
                IamOperation.LIST_POLICY_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_POLICY -> new CreatePolicy(policies);
            case GET_POLICY -> new GetPolicy(policies);
            case LIST_POLICIES -> new ListPolicies(policies);
            case DELETE_POLICY -> new DeletePolicy(policies);
            case CREATE_POLICY_VERSION -> new CreatePolicyVersion(policies);
            case GET_POLICY_VERSION -> new GetPolicyVersion(policies);
            case LIST_POLICY_VERSIONS -> new ListPolicyVersions(policies);
            case DELETE_POLICY_VERSION -> new DeletePolicyVersion(policies);
            case SET_DEFAULT_POLICY_VERSION -> new SetDefaultPolicyVersion(policies);
            case LIST_ENTITIES_FOR_POLICY -> new ListEntitiesForPolicy(policies);
            case TAG_POLICY -> new TagPolicy(policies);
            case UNTAG_POLICY -> new UntagPolicy(policies);
            case LIST_POLICY_TAGS -> new ListPolicyTags(policies);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
