// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rows of the organization of this server's accounts. */
public final class OrganizationTable {
    private static final int TYPE = 50;
    private static final CompiledPolicy FULL_ACCESS = ControlPolicy.fullAccess(ControlPolicyType.SERVICE_CONTROL);
    private static final CompiledPolicy FULL_RESOURCE_ACCESS =
            ControlPolicy.fullAccess(ControlPolicyType.RESOURCE_CONTROL);

    private static final int COMPILED_MAX = 5_000;

    private final Map<Compiled, CompiledPolicy> compiled = new ConcurrentHashMap<>();

    private record Head(String id, String managementAccount) {}

    private record Compiled(ControlPolicy policy, Head head) {}

    /** Returns an account's membership, or empty when the account belongs to no organization. */
    public Optional<AccountMembership> membershipOf(ReadTransaction transaction, AccountId account) {
        Optional<Head> head = transaction.get(headKey()).map(OrganizationTable::head);
        Optional<OrganizationTarget> own = head.flatMap(organization -> target(transaction, account.digits()));
        return own.map(target -> membership(transaction, head.get(), target, account));
    }

    private AccountMembership membership(
            ReadTransaction transaction, Head head, OrganizationTarget own, AccountId account) {
        List<OrganizationTarget> levels = new ArrayList<>(List.of(own));
        String parent = own.parent();
        // INVARIANT: the list of root, units and account is never longer, so a damaged row cannot cause an endless
        // loop.
        while (parent != null && levels.size() < Organization.UNIT_DEPTH_MAX + 2) {
            OrganizationTarget parentTarget = target(transaction, parent)
                    .orElseThrow(() -> new IllegalStateException("a unit of the organization is gone"));
            levels.add(parentTarget);
            parent = parentTarget.parent();
        }
        Collections.reverse(levels);
        StringBuilder path = new StringBuilder(head.id).append('/');
        levels.subList(0, levels.size() - 1)
                .forEach(target -> path.append(target.id()).append('/'));
        AccountId management = new AccountId(head.managementAccount);
        if (account.equals(management)) {
            return new AccountMembership(head.id, management, path.toString(), List.of(), List.of());
        }
        List<PolicySet> serviceLevels = new ArrayList<>();
        List<PolicySet> resourceLevels = new ArrayList<>();
        for (OrganizationTarget target : levels) {
            List<CompiledPolicy> service = new ArrayList<>();
            List<CompiledPolicy> resource = new ArrayList<>(List.of(FULL_RESOURCE_ACCESS));
            if (target.fullAccess() == OrganizationTarget.Attachment.ATTACHED) {
                service.add(FULL_ACCESS);
            }
            for (String id : target.policyIds()) {
                ControlPolicy policy = transaction
                        .get(policyKey(id))
                        .map(ControlPolicy::fromBytes)
                        .orElseThrow(() -> new IllegalStateException("a policy of the organization is gone"));
                (policy.type() == ControlPolicyType.SERVICE_CONTROL ? service : resource).add(compiled(policy, head));
            }
            serviceLevels.add(PolicySet.of(service));
            resourceLevels.add(PolicySet.of(resource));
        }
        return new AccountMembership(head.id, management, path.toString(), serviceLevels, resourceLevels);
    }

    /** Compiles a policy once, not for each principal that it limits. */
    private CompiledPolicy compiled(ControlPolicy policy, Head head) {
        Compiled key = new Compiled(policy, head);
        CompiledPolicy cached = compiled.get(key);
        if (cached != null) {
            return cached;
        }
        CompiledPolicy fresh = policy.compile(head.id, head.managementAccount);
        if (compiled.size() >= COMPILED_MAX) {
            compiled.clear();
        }
        compiled.put(key, fresh);
        return fresh;
    }

    private static Optional<OrganizationTarget> target(ReadTransaction transaction, String id) {
        return transaction.get(targetKey(id)).map(OrganizationTarget::fromBytes);
    }

    /**
     * Replaces the organization.
     *
     * @param organization null for none
     * @return whether anything changed
     */
    public Change replace(Transaction transaction, @Nullable Organization organization) {
        Map<Key, byte[]> newRows = new TreeMap<>();
        if (organization != null) {
            newRows.put(
                    headKey(),
                    new RecordWriter(TYPE, 1)
                            .text(1, organization.id())
                            .text(2, organization.managementAccount().digits())
                            .toBytes());
            organization.targets().forEach(target -> newRows.put(targetKey(target.id()), target.toBytes()));
            organization.policies().forEach(policy -> newRows.put(policyKey(policy.id()), policy.toBytes()));
        }
        Change change = Change.NONE;
        for (Row row : rows(transaction)) {
            byte[] value = newRows.get(row.key());
            if (value == null) {
                transaction.delete(row.key());
                change = Change.DONE;
            } else if (Arrays.equals(value, row.value())) {
                newRows.remove(row.key());
            }
        }
        newRows.forEach(transaction::put);
        return newRows.isEmpty() ? change : Change.DONE;
    }

    /** Whether rows were written. */
    public enum Change {
        NONE,
        DONE
    }

    private static List<Row> rows(ReadTransaction transaction) {
        List<Row> rows = new ArrayList<>();
        for (var space :
                List.of(OrganizationSpaces.ORGANIZATION, OrganizationSpaces.TARGET, OrganizationSpaces.POLICY)) {
            ReadTransaction.Scan scan = transaction.scan(space.key().range());
            for (Row row = scan.next(); row != null; row = scan.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Head head(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new Head(fields.text(1), fields.text(2));
    }

    private static Key headKey() {
        return OrganizationSpaces.ORGANIZATION.key().text("organization").key();
    }

    private static Key targetKey(String id) {
        return OrganizationSpaces.TARGET.key().text(id).key();
    }

    private static Key policyKey(String id) {
        return OrganizationSpaces.POLICY.key().text(id).key();
    }
}
