// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.limits.IamLimits;

/** The number of entities of each kind in an account; maintained by atomic additions. */
public final class EntityCounts {
    /** An upper bound of the number of concurrent creations. */
    private static final int CREATIONS_AT_ONCE = 64;

    /** What is counted next to the kinds of entities; the numbers continue those of {@link EntityKind}. */
    public enum Counted {
        POLICY(4, IamLimits.POLICIES, "PoliciesPerAccount"),
        INSTANCE_PROFILE(5, IamLimits.INSTANCE_PROFILES, "InstanceProfilesPerAccount"),
        /** AWS: as many as users. */
        MFA_DEVICE(6, IamLimits.USERS, "VirtualMFADevicesPerAccount"),
        /** Those of them that are enabled for a user or the root. */
        MFA_DEVICE_IN_USE(7, IamLimits.USERS, "VirtualMFADevicesPerAccount");

        private final int number;
        private final int countMax;
        private final String quota;

        Counted(int number, int countMax, String quota) {
            this.number = number;
            this.countMax = countMax;
            this.quota = quota;
        }
    }

    private EntityCounts() {}

    /** Returns the number of entities of a kind before this transaction. */
    public static long read(ReadTransaction transaction, AccountId account, EntityKind kind) {
        return read(transaction, key(account, kind.number()));
    }

    /**
     * Checks that there is room for one more entity.
     *
     * @throws AwsException LimitExceeded
     */
    public static void requireRoom(IamTables tables, ReadTransaction transaction, AccountId account, EntityKind kind) {
        requireRoom(tables, transaction, key(account, kind.number()), kind.countMax(), kind.title() + "sPerAccount");
    }

    /** Returns the number before this transaction. */
    public static long read(ReadTransaction transaction, AccountId account, Counted counted) {
        return read(transaction, key(account, counted.number));
    }

    /**
     * Checks that there is room for one more.
     *
     * @throws AwsException LimitExceeded
     */
    public static void requireRoom(IamTables tables, ReadTransaction transaction, AccountId account, Counted counted) {
        requireRoom(tables, transaction, key(account, counted.number), counted.countMax, counted.quota);
    }

    /** Far from the quota the counter is read outside the transaction, so that creations do not conflict with each other. */
    private static void requireRoom(IamTables tables, ReadTransaction transaction, Key key, int max, String quota) {
        if (tables.store().counter(key) + CREATIONS_AT_ONCE >= max) {
            IamLimits.requireRoom(read(transaction, key), max, quota);
        }
    }

    /** Adds to the number of entities. */
    public static void add(Transaction transaction, AccountId account, EntityKind kind, int delta) {
        transaction.add(key(account, kind.number()), delta);
    }

    /** Adds to the number. */
    public static void add(Transaction transaction, AccountId account, Counted counted, int delta) {
        transaction.add(key(account, counted.number), delta);
    }

    private static long read(ReadTransaction transaction, Key key) {
        return transaction.get(key).map(Counters::decode).orElse(0L);
    }

    private static Key key(AccountId account, int number) {
        return IamSpaces.COUNT.key().text(account.digits()).number(number).key();
    }
}
