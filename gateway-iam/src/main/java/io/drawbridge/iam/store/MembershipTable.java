// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.List;

/** The memberships of users in groups, by unique ids; indexed in both directions. */
public final class MembershipTable {
    private static final PairRows MEMBERS = new PairRows(IamSpaces.MEMBER);
    private static final PairRows MEMBERSHIPS = new PairRows(IamSpaces.MEMBERSHIP);

    /** Returns the ids of the groups that a user is in. */
    public List<String> groupsOf(ReadTransaction transaction, AccountId account, String userId) {
        return MEMBERSHIPS.seconds(transaction, account, userId);
    }

    /** Returns the ids of the users that are in a group. */
    public List<String> usersOf(ReadTransaction transaction, AccountId account, String groupId) {
        return MEMBERS.seconds(transaction, account, groupId);
    }

    public boolean contains(ReadTransaction transaction, AccountId account, String groupId, String userId) {
        return MEMBERS.contains(transaction, account, groupId, userId);
    }

    /** Adds a user; does nothing when it is already in the group. */
    public void add(Transaction transaction, AccountId account, String groupId, String userId) {
        MEMBERS.put(transaction, account, groupId, userId);
        MEMBERSHIPS.put(transaction, account, userId, groupId);
    }

    public void remove(Transaction transaction, AccountId account, String groupId, String userId) {
        MEMBERS.delete(transaction, account, groupId, userId);
        MEMBERSHIPS.delete(transaction, account, userId, groupId);
    }
}
