// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteLoginProfileRequest;
import io.drawbridge.iam.model.DeleteLoginProfileResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Deletes the password of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html">DeleteLoginProfile</a>
 */
final class DeleteLoginProfile implements ApiAction<DeleteLoginProfileRequest, DeleteLoginProfileResponse> {
    private final LoginProfiles profiles;

    DeleteLoginProfile(LoginProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<DeleteLoginProfileRequest, DeleteLoginProfileResponse> operation() {
        return DeleteLoginProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteLoginProfileRequest input, RequestContext context) {
        return List.of(profiles.store()
                .access()
                .on(
                        "iam:DeleteLoginProfile",
                        EntityKind.USER,
                        LoginProfiles.userName(input.userName(), context),
                        context));
    }

    @Override
    public DeleteLoginProfileResponse handle(DeleteLoginProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        String userName = LoginProfiles.userName(input.userName(), context);
        store.changeOnly(context, transaction -> profiles.table()
                .delete(transaction, profiles.require(transaction, account, userName)));
        return DeleteLoginProfileResponse.builder().build();
    }
}
