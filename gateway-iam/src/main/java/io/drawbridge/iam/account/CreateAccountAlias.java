// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.CreateAccountAliasRequest;
import io.drawbridge.iam.model.CreateAccountAliasResponse;
import io.drawbridge.iam.store.AccountTable;
import java.util.List;

/**
 * Sets the sign-in alias of the account and replaces an earlier one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html">CreateAccountAlias</a>
 */
final class CreateAccountAlias implements ApiAction<CreateAccountAliasRequest, CreateAccountAliasResponse> {
    private final EntityStore store;

    CreateAccountAlias(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<CreateAccountAliasRequest, CreateAccountAliasResponse> operation() {
        return CreateAccountAliasRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateAccountAliasRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:CreateAccountAlias"));
    }

    @Override
    public CreateAccountAliasResponse handle(CreateAccountAliasRequest input, RequestContext context) {
        String alias = input.accountAlias();
        if (AccountId.isValid(alias)) {
            throw new AwsException(
                    CommonError.VALIDATION_ERROR, "The account alias must not have the form of an account id.");
        }
        AccountTable accounts = store.tables().accounts();
        store.changeOnly(
                context,
                transaction -> accounts.put(
                        transaction,
                        accounts.require(transaction, context.account()).withAlias(alias)));
        return CreateAccountAliasResponse.builder().build();
    }
}
