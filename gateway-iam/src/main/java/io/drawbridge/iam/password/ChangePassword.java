// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.GrantLevel;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.ChangePasswordRequest;
import io.drawbridge.iam.model.ChangePasswordResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.PasswordPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes the password of the user who calls. The account password policy can allow this to every user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html">ChangePassword</a>
 */
final class ChangePassword implements ApiAction<ChangePasswordRequest, ChangePasswordResponse> {
    private final LoginProfiles profiles;
    private final Creation creation;

    ChangePassword(LoginProfiles profiles, Creation creation) {
        this.profiles = profiles;
        this.creation = creation;
    }

    @Override
    public Operation<ChangePasswordRequest, ChangePasswordResponse> operation() {
        return ChangePasswordRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ChangePasswordRequest input, RequestContext context) {
        Principal.InAccount caller = context.principal();
        if (!(caller instanceof Principal.IamUser user)) {
            return List.of(AccessCheck.onOwn("iam:ChangePassword", caller.arn()));
        }
        // AWS: with this setting users need no policy of their own for it.
        boolean allowed = profiles.store().read(context, transaction -> profiles.table()
                .policy(transaction, context.account())
                .filter(PasswordPolicy::usersMayChange)
                .isPresent());
        AccessCheck check = profiles.store().access().on("iam:ChangePassword", EntityKind.USER, user.name(), context);
        return List.of(allowed ? check.with(check.target().withAclGrant(GrantLevel.DIRECT)) : check);
    }

    @Override
    public ChangePasswordResponse handle(ChangePasswordRequest input, RequestContext context) {
        if (!(context.principal() instanceof Principal.IamUser caller)) {
            throw new AwsException(IamError.INVALID_USER_TYPE, "Only IAM Users can change their own password");
        }
        AccountId account = context.account();
        EntityStore store = profiles.store();
        String hash = PasswordHash.of(input.newPassword(), store.tables().random());
        Instant now = creation.now();
        store.changeOnly(context, transaction -> {
            LoginProfile profile = profiles.require(transaction, account, caller.name());
            Optional<PasswordPolicy> policy = profiles.table().policy(transaction, account);
            if (!PasswordHash.matches(input.oldPassword(), profile.hash())) {
                throw new AwsException(CommonError.ACCESS_DENIED, "The old password was incorrect.");
            }
            boolean hard = policy.map(PasswordPolicy::hardExpiry).orElse(false);
            if (hard
                    && PasswordRules.expiry(policy, profile)
                            .filter(at -> !at.isAfter(now))
                            .isPresent()) {
                throw new AwsException(
                        CommonError.ACCESS_DENIED, "The password has expired. Contact your administrator.");
            }
            PasswordRules.check(
                    input.newPassword(), policy, store.tables().accounts().find(transaction, account));
            PasswordRules.checkUnused(input.newPassword(), policy, profile);
            profiles.table().put(transaction, profile.withPassword(hash, false, now));
        });
        return ChangePasswordResponse.builder().build();
    }
}
