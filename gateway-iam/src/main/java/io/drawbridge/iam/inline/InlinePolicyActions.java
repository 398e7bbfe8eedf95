// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on inline policies. */
public final class InlinePolicyActions implements ActionFamily<IamOperation> {
    private final InlinePolicies policies;

    public InlinePolicyActions(EntityStore store, Pager pager) {
        this.policies = new InlinePolicies(store, pager);
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.PUT_USER_POLICY,
                IamOperation.PUT_GROUP_POLICY,
                IamOperation.PUT_ROLE_POLICY,
                IamOperation.GET_USER_POLICY,
                IamOperation.GET_GROUP_POLICY,
                IamOperation.GET_ROLE_POLICY,
                IamOperation.LIST_USER_POLICIES,
                IamOperation.LIST_GROUP_POLICIES,
                IamOperation.LIST_ROLE_POLICIES,
                IamOperation.DELETE_USER_POLICY,
                IamOperation.DELETE_GROUP_POLICY,
                IamOperation.DELETE_ROLE_POLICY);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case PUT_USER_POLICY -> new PutUserPolicy(policies);
            case PUT_GROUP_POLICY -> new PutGroupPolicy(policies);
            case PUT_ROLE_POLICY -> new PutRolePolicy(policies);
            case GET_USER_POLICY -> new GetUserPolicy(policies);
            case GET_GROUP_POLICY -> new GetGroupPolicy(policies);
            case GET_ROLE_POLICY -> new GetRolePolicy(policies);
            case LIST_USER_POLICIES -> new ListUserPolicies(policies);
            case LIST_GROUP_POLICIES -> new ListGroupPolicies(policies);
            case LIST_ROLE_POLICIES -> new ListRolePolicies(policies);
            case DELETE_USER_POLICY -> new DeleteUserPolicy(policies);
            case DELETE_GROUP_POLICY -> new DeleteGroupPolicy(policies);
            case DELETE_ROLE_POLICY -> new DeleteRolePolicy(policies);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
