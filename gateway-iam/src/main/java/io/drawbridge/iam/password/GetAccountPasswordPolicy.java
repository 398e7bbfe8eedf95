// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetAccountPasswordPolicyRequest;
import io.drawbridge.iam.model.GetAccountPasswordPolicyResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.PasswordPolicy;
import java.util.List;

/**
 * Describes the account password policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html">GetAccountPasswordPolicy</a>
 */
final class GetAccountPasswordPolicy
        implements ApiAction<GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse> {
    private final LoginProfiles profiles;

    GetAccountPasswordPolicy(LoginProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse> operation() {
        return GetAccountPasswordPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccountPasswordPolicyRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GetAccountPasswordPolicy"));
    }

    @Override
    public GetAccountPasswordPolicyResponse handle(GetAccountPasswordPolicyRequest input, RequestContext context) {
        PasswordPolicy policy = profiles.store()
                .read(context, transaction -> profiles.table().policy(transaction, context.account()))
                .orElseThrow(() -> new AwsException(
                        IamError.NO_SUCH_ENTITY,
                        "The Password Policy with domain name "
                                + context.account().digits() + " cannot be found."));
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(io.drawbridge.iam.model.PasswordPolicy.builder()
                        .minimumPasswordLength(policy.lengthMin())
                        .requireSymbols(policy.symbols())
                        .requireNumbers(policy.numbers())
                        .requireUppercaseCharacters(policy.uppercase())
                        .requireLowercaseCharacters(policy.lowercase())
                        .allowUsersToChangePassword(policy.usersMayChange())
                        .expirePasswords(policy.ageDaysMax() != null)
                        .maxPasswordAge(policy.ageDaysMax())
                        .passwordReusePrevention(policy.remembered())
                        .hardExpiry(policy.hardExpiry())
                        .build())
                .build();
    }
}
