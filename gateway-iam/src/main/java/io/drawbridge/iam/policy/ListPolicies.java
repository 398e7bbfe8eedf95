// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListPoliciesRequest;
import io.drawbridge.iam.model.ListPoliciesResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists managed policies: those of AWS, those of the account, or both.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html">ListPolicies</a>
 */
final class ListPolicies implements ApiAction<ListPoliciesRequest, ListPoliciesResponse> {
    private final CustomerPolicies policies;

    ListPolicies(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListPoliciesRequest, ListPoliciesResponse> operation() {
        return ListPoliciesRequest.OPERATION;
    }

    // AWS: the resource is formed from the path prefix; the manual names none.
    @Override
    public List<AccessCheck> accessChecks(ListPoliciesRequest input, RequestContext context) {
        String path = input.pathPrefix() == null ? "/" : input.pathPrefix();
        return List.of(
                EntityAccess.onList("iam:ListPolicies", "policy", path, context).shownAs("policy path " + path));
    }

    @Override
    public ListPoliciesResponse handle(ListPoliciesRequest input, RequestContext context) {
        AccountId account = context.account();
        PageRequest request = PageRequest.of(
                policies.pager(),
                "iam:ListPolicies",
                context,
                input.marker(),
                input.maxItems(),
                input.scope(),
                String.valueOf(input.onlyAttached()),
                input.pathPrefix(),
                input.policyUsageFilter());
        return policies.store().read(context, transaction -> {
            PageRequest.Page<PolicyEntry> page = request.walk(
                    (after, visitor) -> walk(transaction, input.scope(), account, after, visitor),
                    entry -> matches(transaction, entry, input, account),
                    PolicyEntry::key);
            return ListPoliciesResponse.builder()
                    .policies(page.map(entry -> entry.form(transaction, policies, account))
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }

    /** Merges the AWS managed policies, which are few, into the walk over the customer managed ones. */
    private void walk(
            ReadTransaction transaction,
            @Nullable String scope,
            AccountId account,
            @Nullable String after,
            Predicate<PolicyEntry> visitor) {
        Iterator<PolicyEntry> aws = "Local".equals(scope)
                ? Collections.emptyIterator()
                : policies.managed().listAws().stream()
                        .map(policy -> new PolicyEntry(policy, null))
                        .filter(entry -> after == null || entry.key().compareTo(after) > 0)
                        .sorted(Comparator.comparing(PolicyEntry::key))
                        .iterator();
        Merge merge = new Merge(aws, visitor);
        if (!"AWS".equals(scope)) {
            // The digits of an account sort before "aws", so a customer managed policy of this name was already listed.
            String afterName = after == null ? null : PolicyEntry.nameIn(after);
            policies.store()
                    .tables()
                    .policies()
                    .walk(transaction, account, afterName, policy -> merge.own(new PolicyEntry(null, policy)));
        }
        merge.rest();
    }

    /** Passes two ordered sequences on as one. */
    private static final class Merge {
        private final Iterator<PolicyEntry> aws;
        private final Predicate<PolicyEntry> visitor;
        private @Nullable PolicyEntry next;
        private boolean open = true;

        Merge(Iterator<PolicyEntry> aws, Predicate<PolicyEntry> visitor) {
            this.aws = aws;
            this.visitor = visitor;
            this.next = aws.hasNext() ? aws.next() : null;
        }

        boolean own(PolicyEntry entry) {
            handOver(entry.key());
            open = open && visitor.test(entry);
            return open;
        }

        void rest() {
            handOver(null);
        }

        private void handOver(@Nullable String before) {
            while (open && next != null && (before == null || next.key().compareTo(before) < 0)) {
                open = visitor.test(next);
                next = aws.hasNext() ? aws.next() : null;
            }
        }
    }

    private boolean matches(
            ReadTransaction transaction, PolicyEntry entry, ListPoliciesRequest input, AccountId account) {
        if (input.pathPrefix() != null && !entry.path().startsWith(input.pathPrefix())) {
            return false;
        }
        String usage = input.policyUsageFilter();
        if (PolicyUsage.BOUNDARY.equals(usage)) {
            return policies.boundaries(transaction, entry.arn(), account) > 0;
        }
        boolean attached = Boolean.TRUE.equals(input.onlyAttached()) || PolicyUsage.PERMISSIONS.equals(usage);
        return !attached || policies.attachments(transaction, entry.arn(), account) > 0;
    }
}
