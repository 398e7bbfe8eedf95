// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.Optional;

/** The rows of login profiles and of password policies. */
public final class PasswordTable {
    /** Returns the login profile of a user. */
    public Optional<LoginProfile> find(ReadTransaction transaction, AccountId account, String userId) {
        return transaction.get(key(account, userId)).map(LoginProfile::fromBytes);
    }

    /** Writes a login profile, new or changed. */
    public void put(Transaction transaction, LoginProfile profile) {
        transaction.put(key(profile.account(), profile.userId()), profile.toBytes());
    }

    /** Deletes a login profile. */
    public void delete(Transaction transaction, LoginProfile profile) {
        transaction.delete(key(profile.account(), profile.userId()));
    }

    /** Returns the password policy of an account; empty when it has none. */
    public Optional<PasswordPolicy> policy(ReadTransaction transaction, AccountId account) {
        return transaction.get(policyKey(account)).map(PasswordPolicy::fromBytes);
    }

    /** Writes the password policy of an account. */
    public void putPolicy(Transaction transaction, AccountId account, PasswordPolicy policy) {
        transaction.put(policyKey(account), policy.toBytes());
    }

    /** Deletes the password policy of an account. */
    public void deletePolicy(Transaction transaction, AccountId account) {
        transaction.delete(policyKey(account));
    }

    private static Key key(AccountId account, String userId) {
        return IamSpaces.LOGIN_PROFILE.key().text(account.digits()).text(userId).key();
    }

    private static Key policyKey(AccountId account) {
        return IamSpaces.PASSWORD_POLICY.key().text(account.digits()).key();
    }
}
