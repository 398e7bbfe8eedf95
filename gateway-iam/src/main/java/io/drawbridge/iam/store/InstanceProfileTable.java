// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of instance profiles, and their index by role. */
public final class InstanceProfileTable {
    private static final PairRows BY_ROLE = new PairRows(IamSpaces.INSTANCE_PROFILE_OF);

    /** Returns the instance profile of that name, without regard to case. */
    public Optional<InstanceProfile> find(ReadTransaction transaction, AccountId account, String name) {
        return transaction.get(key(account, name)).map(InstanceProfile::fromBytes);
    }

    /** Returns the instance profiles that contain a role, in the order of their lower-case names. */
    public List<InstanceProfile> ofRole(ReadTransaction transaction, AccountId account, String roleId) {
        List<InstanceProfile> profiles = new ArrayList<>();
        for (String name : BY_ROLE.seconds(transaction, account, roleId)) {
            find(transaction, account, name).ifPresent(profiles::add);
        }
        return profiles;
    }

    /**
     * Visits the instance profiles of an account in the order of their lower-case names, until the visitor stops.
     *
     * @param after the lower-case name after which to begin; null for the beginning
     */
    public void walk(
            ReadTransaction transaction,
            AccountId account,
            @Nullable String after,
            Predicate<InstanceProfile> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.INSTANCE_PROFILE, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(InstanceProfile.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    /** Writes an instance profile, new or changed. */
    public void put(Transaction transaction, InstanceProfile profile) {
        AccountId account = profile.account();
        String name = profile.name().toLowerCase(Locale.ROOT);
        Optional<InstanceProfile> before = find(transaction, account, name);
        if (before.isEmpty()) {
            EntityCounts.add(transaction, account, EntityCounts.Counted.INSTANCE_PROFILE, 1);
        } else if (before.get().roleId() != null) {
            BY_ROLE.delete(transaction, account, before.get().roleId(), name);
        }
        if (profile.roleId() != null) {
            BY_ROLE.put(transaction, account, profile.roleId(), name);
        }
        transaction.put(key(account, name), profile.toBytes());
    }

    /** Deletes an instance profile that contains no role. */
    public void delete(Transaction transaction, InstanceProfile profile) {
        transaction.delete(key(profile.account(), profile.name()));
        EntityCounts.add(transaction, profile.account(), EntityCounts.Counted.INSTANCE_PROFILE, -1);
    }

    private static Key key(AccountId account, String name) {
        return EntityName.key(IamSpaces.INSTANCE_PROFILE, account, name);
    }
}
