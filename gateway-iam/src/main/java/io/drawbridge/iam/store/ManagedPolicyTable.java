// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of customer managed policies and their versions. */
public final class ManagedPolicyTable {
    /** Returns the policy of that name, without regard to case. */
    public Optional<ManagedPolicy> find(ReadTransaction transaction, AccountId account, String name) {
        return transaction.get(EntityName.key(IamSpaces.POLICY, account, name)).map(ManagedPolicy::fromBytes);
    }

    /**
     * Visits the policies of an account in the order of their lower-case names, until the visitor stops.
     *
     * @param after the lower-case name after which to begin; null for the beginning
     */
    public void walk(
            ReadTransaction transaction, AccountId account, @Nullable String after, Predicate<ManagedPolicy> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.POLICY, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(ManagedPolicy.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    public void put(Transaction transaction, ManagedPolicy policy) {
        Key key = EntityName.key(IamSpaces.POLICY, policy.account(), policy.name());
        if (transaction.get(key).isEmpty()) {
            EntityCounts.add(transaction, policy.account(), EntityCounts.Counted.POLICY, 1);
        }
        transaction.put(key, policy.toBytes());
    }

    /** Deletes a policy with all its versions. */
    public void delete(Transaction transaction, ManagedPolicy policy) {
        transaction.delete(EntityName.key(IamSpaces.POLICY, policy.account(), policy.name()));
        EntityCounts.add(transaction, policy.account(), EntityCounts.Counted.POLICY, -1);
        for (PolicyVersionRow version : versions(transaction, policy)) {
            deleteVersion(transaction, policy, version.number());
        }
    }

    /** Returns the versions of a policy, oldest first. */
    public List<PolicyVersionRow> versions(ReadTransaction transaction, ManagedPolicy policy) {
        List<PolicyVersionRow> versions = new ArrayList<>();
        ReadTransaction.Scan scan = transaction.scan(of(policy).range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            versions.add(PolicyVersionRow.fromBytes(row.value()));
        }
        return versions;
    }

    public Optional<PolicyVersionRow> version(ReadTransaction transaction, ManagedPolicy policy, int number) {
        return transaction.get(key(policy, number)).map(PolicyVersionRow::fromBytes);
    }

    public void putVersion(Transaction transaction, ManagedPolicy policy, PolicyVersionRow version) {
        transaction.put(key(policy, version.number()), version.toBytes());
    }

    public void deleteVersion(Transaction transaction, ManagedPolicy policy, int number) {
        transaction.delete(key(policy, number));
    }

    private static Key key(ManagedPolicy policy, int number) {
        return of(policy).number(number).key();
    }

    private static KeyBuilder of(ManagedPolicy policy) {
        return IamSpaces.POLICY_VERSION
                .key()
                .text(policy.account().digits())
                .text(policy.name().toLowerCase(Locale.ROOT));
    }
}
