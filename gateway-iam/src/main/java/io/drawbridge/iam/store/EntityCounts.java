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

/** How many entities of each kind an account has; kept by adding. */
public final class EntityCounts {
    /** Stands in the rows for managed policies, which are no entities. */
    private static final int POLICIES = 4;

    /** More creations than this never run side by side. */
    private static final int CREATIONS_AT_ONCE = 64;

    private EntityCounts() {}

    /** The number of entities of a kind before this transaction. */
    public static long read(ReadTransaction transaction, AccountId account, EntityKind kind) {
        return read(transaction, key(account, kind.number()));
    }

    /**
     * Passes when there is room for one more entity.
     *
     * @throws AwsException LimitExceeded
     */
    public static void requireRoom(IamTables tables, ReadTransaction transaction, AccountId account, EntityKind kind) {
        requireRoom(tables, transaction, key(account, kind.number()), kind.countMax(), kind.title() + "sPerAccount");
    }

    /**
     * Passes when there is room for one more managed policy.
     *
     * @throws AwsException LimitExceeded
     */
    public static void requireRoomForPolicy(IamTables tables, ReadTransaction transaction, AccountId account) {
        requireRoom(tables, transaction, key(account, POLICIES), IamLimits.POLICIES, "PoliciesPerAccount");
    }

    /** Far from the quota the counter is not watched, so that creations do not get in each other's way. */
    private static void requireRoom(IamTables tables, ReadTransaction transaction, Key key, int max, String quota) {
        if (tables.store().counter(key) + CREATIONS_AT_ONCE >= max) {
            IamLimits.requireRoom(read(transaction, key), max, quota);
        }
    }

    /** Notes that entities came or went. */
    public static void add(Transaction transaction, AccountId account, EntityKind kind, int delta) {
        transaction.add(key(account, kind.number()), delta);
    }

    /** Notes that managed policies came or went. */
    public static void addPolicies(Transaction transaction, AccountId account, int delta) {
        transaction.add(key(account, POLICIES), delta);
    }

    private static long read(ReadTransaction transaction, Key key) {
        return transaction.get(key).map(Counters::decode).orElse(0L);
    }

    private static Key key(AccountId account, int number) {
        return IamSpaces.COUNT.key().text(account.digits()).number(number).key();
    }
}
