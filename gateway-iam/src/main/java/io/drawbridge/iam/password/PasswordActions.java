// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on login profiles and the account password policy. */
public final class PasswordActions implements ActionFamily<IamOperation> {
    private final LoginProfiles profiles;
    private final Creation creation;

    public PasswordActions(EntityStore store, Creation creation) {
        this.profiles = new LoginProfiles(store);
        this.creation = creation;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_LOGIN_PROFILE,
                IamOperation.GET_LOGIN_PROFILE,
                IamOperation.UPDATE_LOGIN_PROFILE,
                IamOperation.DELETE_LOGIN_PROFILE,
                IamOperation.CHANGE_PASSWORD,
                IamOperation.UPDATE_ACCOUNT_PASSWORD_POLICY,
                IamOperation.GET_ACCOUNT_PASSWORD_POLICY,
                IamOperation.DELETE_ACCOUNT_PASSWORD_POLICY);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_LOGIN_PROFILE -> new CreateLoginProfile(profiles, creation);
            case GET_LOGIN_PROFILE -> new GetLoginProfile(profiles);
            case UPDATE_LOGIN_PROFILE -> new UpdateLoginProfile(profiles, creation);
            case DELETE_LOGIN_PROFILE -> new DeleteLoginProfile(profiles);
            case CHANGE_PASSWORD -> new ChangePassword(profiles, creation);
            case UPDATE_ACCOUNT_PASSWORD_POLICY -> new UpdateAccountPasswordPolicy(profiles);
            case GET_ACCOUNT_PASSWORD_POLICY -> new GetAccountPasswordPolicy(profiles);
            case DELETE_ACCOUNT_PASSWORD_POLICY -> new DeleteAccountPasswordPolicy(profiles);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
