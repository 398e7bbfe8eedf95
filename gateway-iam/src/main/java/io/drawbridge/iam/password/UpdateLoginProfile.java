// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.UpdateLoginProfileRequest;
import io.drawbridge.iam.model.UpdateLoginProfileResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.PasswordPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets another password of a user, or whether the user must choose one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html">UpdateLoginProfile</a>
 */
final class UpdateLoginProfile implements ApiAction<UpdateLoginProfileRequest, UpdateLoginProfileResponse> {
    private final LoginProfiles profiles;
    private final Creation creation;

    UpdateLoginProfile(LoginProfiles profiles, Creation creation) {
        this.profiles = profiles;
        this.creation = creation;
    }

    @Override
    public Operation<UpdateLoginProfileRequest, UpdateLoginProfileResponse> operation() {
        return UpdateLoginProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateLoginProfileRequest input, RequestContext context) {
        return List.of(
                profiles.store().access().on("iam:UpdateLoginProfile", EntityKind.USER, input.userName(), context));
    }

    @Override
    public UpdateLoginProfileResponse handle(UpdateLoginProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        String password = input.password();
        String hash = password == null
                ? null
                : PasswordHash.of(password, store.tables().random());
        Instant now = creation.now();
        store.changeOnly(context, transaction -> {
            LoginProfile profile = profiles.require(transaction, account, input.userName());
            boolean reset = input.passwordResetRequired() == null
                    ? profile.resetRequired()
                    : Boolean.TRUE.equals(input.passwordResetRequired());
            if (password == null || hash == null) {
                profiles.table().put(transaction, profile.withResetRequired(reset));
                return;
            }
            Optional<PasswordPolicy> policy = profiles.table().policy(transaction, account);
            PasswordRules.check(password, policy, store.tables().accounts().find(transaction, account));
            PasswordRules.checkUnused(password, policy, profile);
            profiles.table().put(transaction, profile.withPassword(hash, reset, now));
        });
        return UpdateLoginProfileResponse.builder().build();
    }
}
