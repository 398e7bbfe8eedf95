// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteAccountPasswordPolicyRequest;
import io.drawbridge.iam.model.DeleteAccountPasswordPolicyResponse;
import io.drawbridge.iam.model.IamError;
import java.util.List;

/**
 * Deletes the account password policy; the defaults apply again.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html">DeleteAccountPasswordPolicy</a>
 */
final class DeleteAccountPasswordPolicy
        implements ApiAction<DeleteAccountPasswordPolicyRequest, DeleteAccountPasswordPolicyResponse> {
    private final LoginProfiles profiles;

    DeleteAccountPasswordPolicy(LoginProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<DeleteAccountPasswordPolicyRequest, DeleteAccountPasswordPolicyResponse> operation() {
        return DeleteAccountPasswordPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteAccountPasswordPolicyRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:DeleteAccountPasswordPolicy"));
    }

    @Override
    public DeleteAccountPasswordPolicyResponse handle(
            DeleteAccountPasswordPolicyRequest input, RequestContext context) {
        profiles.store().changeOnly(context, transaction -> {
            if (profiles.table().policy(transaction, context.account()).isEmpty()) {
                throw new AwsException(
                        IamError.NO_SUCH_ENTITY, "The account policy with name PasswordPolicy cannot be found.");
            }
            profiles.table().deletePolicy(transaction, context.account());
        });
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }
}
