// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GetLoginProfileRequest;
import io.drawbridge.iam.model.GetLoginProfileResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.LoginProfile;
import java.util.List;

/**
 * Describes the login profile of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html">GetLoginProfile</a>
 */
final class GetLoginProfile implements ApiAction<GetLoginProfileRequest, GetLoginProfileResponse> {
    private final LoginProfiles profiles;

    GetLoginProfile(LoginProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<GetLoginProfileRequest, GetLoginProfileResponse> operation() {
        return GetLoginProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetLoginProfileRequest input, RequestContext context) {
        return List.of(profiles.store()
                .access()
                .on(
                        "iam:GetLoginProfile",
                        EntityKind.USER,
                        LoginProfiles.userName(input.userName(), context),
                        context));
    }

    @Override
    public GetLoginProfileResponse handle(GetLoginProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        String userName = LoginProfiles.userName(input.userName(), context);
        return store.read(context, transaction -> {
            LoginProfile profile = profiles.require(transaction, account, userName);
            String name = store.entities().user(transaction, account, userName).name();
            return GetLoginProfileResponse.builder()
                    .loginProfile(LoginProfiles.shown(profile, name))
                    .build();
        });
    }
}
