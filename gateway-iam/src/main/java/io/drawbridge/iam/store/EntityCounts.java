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
    /** The kind number of managed policies in the rows; they are not entities. */
    private static final int POLICIES = 4;

    /** An upper bound of the number of concurrent creations. */
    private static final int CREATIONS_AT_ONCE = 64;

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

    /**
     * Checks that there is room for one more managed policy.
     *
     * @throws AwsException LimitExceeded
     */
    public static void requireRoomForPolicy(IamTables tables, ReadTransaction transaction, AccountId account) {
        requireRoom(tables, transaction, key(account, POLICIES), IamLimits.POLICIES, "PoliciesPerAccount");
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

    /** Adds to the number of managed policies. */
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
