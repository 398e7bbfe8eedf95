// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteAccountAliasRequest;
import io.drawbridge.iam.model.DeleteAccountAliasResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.AccountTable;
import java.util.List;

/**
 * Removes the sign-in alias of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html">DeleteAccountAlias</a>
 */
final class DeleteAccountAlias implements ApiAction<DeleteAccountAliasRequest, DeleteAccountAliasResponse> {
    private final EntityStore store;

    DeleteAccountAlias(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteAccountAliasRequest, DeleteAccountAliasResponse> operation() {
        return DeleteAccountAliasRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteAccountAliasRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:DeleteAccountAlias"));
    }

    @Override
    public DeleteAccountAliasResponse handle(DeleteAccountAliasRequest input, RequestContext context) {
        String alias = input.accountAlias();
        AccountTable accounts = store.tables().accounts();
        store.changeOnly(context, transaction -> {
            Account account = accounts.require(transaction, context.account());
            if (!alias.equals(account.alias())) {
                throw new AwsException(IamError.NO_SUCH_ENTITY, "The account alias " + alias + " cannot be found.");
            }
            accounts.put(transaction, account.withAlias(null));
        });
        return DeleteAccountAliasResponse.builder().build();
    }
}
