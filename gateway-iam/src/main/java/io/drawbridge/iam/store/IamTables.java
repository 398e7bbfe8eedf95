// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccountEpochs;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The store with all tables of IAM. Every change of an account goes through {@link #change}. */
public record IamTables(
        KeyValueStore store,
        AccountTable accounts,
        AccessKeyTable accessKeys,
        UniqueIdTable uniqueIds,
        UserTable users,
        GroupTable groups,
        MembershipTable memberships,
        RoleTable roles,
        ManagedPolicyTable policies,
        InlinePolicyTable inlinePolicies,
        AttachmentTable policyLinks,
        InstanceProfileTable instanceProfiles,
        DeletionTaskTable deletionTasks,
        MfaDeviceTable mfaDevices,
        PasswordTable passwords,
        CredentialReportTable credentialReports,
        UserCredentialTable userCredentials,
        ServerCertificateTable serverCertificates,
        RandomGenerator random)
        implements AccountEpochs {
    /**
     * @param keys its ring seals secret access keys and seeds of MFA devices at rest
     * @param random unpredictable; a {@code SecureRandom} outside of tests
     */
    public static IamTables of(KeyValueStore store, KeyRing keys, RandomGenerator random) {
        UniqueIdTable uniqueIds = new UniqueIdTable();
        return new IamTables(
                store,
                new AccountTable(),
                new AccessKeyTable(new SealedToken(keys, AccessKeyTable.SEAL_NAME, random)),
                uniqueIds,
                new UserTable(uniqueIds),
                new GroupTable(uniqueIds),
                new MembershipTable(),
                new RoleTable(uniqueIds),
                new ManagedPolicyTable(),
                new InlinePolicyTable(),
                new AttachmentTable(),
                new InstanceProfileTable(),
                new DeletionTaskTable(),
                new MfaDeviceTable(new SealedToken(keys, MfaDeviceTable.SEAL_NAME, random)),
                new PasswordTable(),
                new CredentialReportTable(),
                new UserCredentialTable(),
                new ServerCertificateTable(),
                random);
    }

    /**
     * Changes an account. The change takes effect on the next request, because the account's epoch changes in the same
     * commit.
     *
     * @param function may run more than once
     */
    public <T> T change(AccountId account, Function<Transaction, T> function) {
        return store.transact(transaction -> {
            T result = function.apply(transaction);
            touch(transaction, account);
            return result;
        });
    }

    /** Changes an account without a result. */
    public void changeOnly(AccountId account, Consumer<Transaction> function) {
        change(account, transaction -> {
            function.accept(transaction);
            return account;
        });
    }

    /** Records that the account changed, as {@link #change} does: cached data of the account is read again. */
    public void touch(Transaction transaction, AccountId account) {
        // Not a counter: a database that lost its last commits would count to the same number again, for other rows.
        transaction.put(epochKey(account), Counters.encode(random.nextLong()));
    }

    @Override
    public long epoch(AccountId account) {
        return store.counter(epochKey(account));
    }

    @Override
    public long epoch(ReadTransaction transaction, AccountId account) {
        return transaction.get(epochKey(account)).map(Counters::decode).orElse(0L);
    }

    @Override
    public void changeAll(Transaction transaction) {
        for (Account account : accounts.list(transaction)) {
            touch(transaction, account.id());
        }
    }

    private static Key epochKey(AccountId account) {
        return IamSpaces.EPOCH.key().text(account.digits()).key();
    }
}
