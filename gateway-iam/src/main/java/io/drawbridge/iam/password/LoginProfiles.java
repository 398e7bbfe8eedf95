// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.PasswordTable;
import io.drawbridge.iam.store.User;
import io.drawbridge.iam.user.NamedCaller;
import org.jspecify.annotations.Nullable;

/** Finds the login profiles of users and shows them. */
final class LoginProfiles {
    private final EntityStore store;

    LoginProfiles(EntityStore store) {
        this.store = store;
    }

    EntityStore store() {
        return store;
    }

    PasswordTable table() {
        return store.tables().passwords();
    }

    /**
     * Returns the name of the user whose profile an action works on.
     *
     * @throws AwsException NoSuchEntity for the root, whose password IAM does not know
     */
    static String userName(@Nullable String given, RequestContext context) {
        String name = NamedCaller.userName(given, context);
        if (name == null) {
            throw missing("root");
        }
        return name;
    }

    /** @throws AwsException NoSuchEntity */
    LoginProfile require(ReadTransaction transaction, AccountId account, String userName) {
        User user = store.entities().user(transaction, account, userName);
        return table().find(transaction, account, user.id()).orElseThrow(() -> missing(userName));
    }

    static AwsException missing(String userName) {
        return new AwsException(IamError.NO_SUCH_ENTITY, "Login Profile for User " + userName + " cannot be found.");
    }

    /** Returns a profile as responses show it. */
    static io.drawbridge.iam.model.LoginProfile shown(LoginProfile profile, String userName) {
        return io.drawbridge.iam.model.LoginProfile.builder()
                .userName(userName)
                .createDate(profile.createdAt())
                .passwordResetRequired(profile.resetRequired())
                .build();
    }
}
