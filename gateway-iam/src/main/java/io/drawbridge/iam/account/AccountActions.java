// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the account as a whole. */
public final class AccountActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;
    private final IdentityDirectory directory;
    private final Pager pager;

    public AccountActions(
            EntityStore store, ManagedPolicies managedPolicies, IdentityDirectory directory, Pager pager) {
        this.store = store;
        this.managedPolicies = managedPolicies;
        this.directory = directory;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_ACCOUNT_ALIAS,
                IamOperation.DELETE_ACCOUNT_ALIAS,
                IamOperation.LIST_ACCOUNT_ALIASES,
                IamOperation.GET_ACCOUNT_SUMMARY,
                IamOperation.GET_ACCOUNT_AUTHORIZATION_DETAILS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ACCOUNT_ALIAS -> new CreateAccountAlias(store);
            case DELETE_ACCOUNT_ALIAS -> new DeleteAccountAlias(store);
            case LIST_ACCOUNT_ALIASES -> new ListAccountAliases(store, pager);
            case GET_ACCOUNT_SUMMARY -> new GetAccountSummary(store);
            case GET_ACCOUNT_AUTHORIZATION_DETAILS ->
                new GetAccountAuthorizationDetails(store, managedPolicies, directory, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
