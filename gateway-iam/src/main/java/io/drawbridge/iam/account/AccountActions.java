// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on the account as a whole. */
public final class AccountActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public AccountActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ACCOUNT_ALIAS -> new CreateAccountAlias(state);
            case DELETE_ACCOUNT_ALIAS -> new DeleteAccountAlias(state);
            case LIST_ACCOUNT_ALIASES -> new ListAccountAliases(state);
            case GET_ACCOUNT_SUMMARY -> new GetAccountSummary(state);
            case GET_ACCOUNT_AUTHORIZATION_DETAILS -> new GetAccountAuthorizationDetails(state);
            default -> null;
        };
    }
}
