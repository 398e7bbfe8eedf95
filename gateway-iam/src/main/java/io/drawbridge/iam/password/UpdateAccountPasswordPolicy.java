// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.UpdateAccountPasswordPolicyRequest;
import io.drawbridge.iam.model.UpdateAccountPasswordPolicyResponse;
import io.drawbridge.iam.store.PasswordPolicy;
import java.util.List;

/**
 * Sets the account password policy; what the request leaves out gets its default.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html">UpdateAccountPasswordPolicy</a>
 */
final class UpdateAccountPasswordPolicy
        implements ApiAction<UpdateAccountPasswordPolicyRequest, UpdateAccountPasswordPolicyResponse> {
    private static final int LENGTH_MIN_DEFAULT = 6;

    private final LoginProfiles profiles;

    UpdateAccountPasswordPolicy(LoginProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<UpdateAccountPasswordPolicyRequest, UpdateAccountPasswordPolicyResponse> operation() {
        return UpdateAccountPasswordPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateAccountPasswordPolicyRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:UpdateAccountPasswordPolicy"));
    }

    @Override
    public UpdateAccountPasswordPolicyResponse handle(
            UpdateAccountPasswordPolicyRequest input, RequestContext context) {
        PasswordPolicy policy = new PasswordPolicy(
                input.minimumPasswordLength() == null ? LENGTH_MIN_DEFAULT : input.minimumPasswordLength(),
                Boolean.TRUE.equals(input.requireSymbols()),
                Boolean.TRUE.equals(input.requireNumbers()),
                Boolean.TRUE.equals(input.requireUppercaseCharacters()),
                Boolean.TRUE.equals(input.requireLowercaseCharacters()),
                Boolean.TRUE.equals(input.allowUsersToChangePassword()),
                input.maxPasswordAge(),
                input.passwordReusePrevention(),
                input.hardExpiry());
        profiles.store()
                .changeOnly(context, transaction -> profiles.table().putPolicy(transaction, context.account(), policy));
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }
}
