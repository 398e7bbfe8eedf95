// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.CreateLoginProfileRequest;
import io.drawbridge.iam.model.CreateLoginProfileResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.User;
import java.time.Instant;
import java.util.List;

/**
 * Gives a user a password.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html">CreateLoginProfile</a>
 */
final class CreateLoginProfile implements ApiAction<CreateLoginProfileRequest, CreateLoginProfileResponse> {
    private final LoginProfiles profiles;
    private final Creation creation;

    CreateLoginProfile(LoginProfiles profiles, Creation creation) {
        this.profiles = profiles;
        this.creation = creation;
    }

    @Override
    public Operation<CreateLoginProfileRequest, CreateLoginProfileResponse> operation() {
        return CreateLoginProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateLoginProfileRequest input, RequestContext context) {
        return List.of(profiles.store()
                .access()
                .on(
                        "iam:CreateLoginProfile",
                        EntityKind.USER,
                        LoginProfiles.userName(input.userName(), context),
                        context));
    }

    @Override
    public CreateLoginProfileResponse handle(CreateLoginProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        String userName = LoginProfiles.userName(input.userName(), context);
        String password = input.password();
        if (password == null) {
            throw new AwsException(IamError.INVALID_INPUT, "Password must be specified.");
        }
        // Hashed before the transaction, which may run more than once.
        String hash = PasswordHash.of(password, store.tables().random());
        Instant now = creation.now();
        return store.change(context, transaction -> {
            User user = store.entities().user(transaction, account, userName);
            if (profiles.table().find(transaction, account, user.id()).isPresent()) {
                throw new AwsException(
                        IamError.ENTITY_ALREADY_EXISTS, "Login Profile for user " + userName + " already exists.");
            }
            PasswordRules.check(
                    password,
                    profiles.table().policy(transaction, account),
                    store.tables().accounts().find(transaction, account));
            boolean reset = Boolean.TRUE.equals(input.passwordResetRequired());
            LoginProfile profile = new LoginProfile(account, user.id(), hash, List.of(), reset, now, now);
            profiles.table().put(transaction, profile);
            return CreateLoginProfileResponse.builder()
                    .loginProfile(LoginProfiles.shown(profile, user.name()))
                    .build();
        });
    }
}
