// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListAccountAliasesRequest;
import io.drawbridge.iam.model.ListAccountAliasesResponse;
import java.util.List;

/**
 * Lists the sign-in alias of the account, if it has one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html">ListAccountAliases</a>
 */
final class ListAccountAliases implements ApiAction<ListAccountAliasesRequest, ListAccountAliasesResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListAccountAliases(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListAccountAliasesRequest, ListAccountAliasesResponse> operation() {
        return ListAccountAliasesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListAccountAliasesRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:ListAccountAliases"));
    }

    @Override
    public ListAccountAliasesResponse handle(ListAccountAliasesRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListAccountAliases", context, input.marker(), input.maxItems());
        String alias = store.read(
                        context, transaction -> store.tables().accounts().require(transaction, context.account()))
                .alias();
        PageRequest.Page<String> page = request.cut(alias == null ? List.of() : List.of(alias), each -> each);
        return ListAccountAliasesResponse.builder()
                .accountAliases(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
