// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListRolesRequest;
import io.drawbridge.iam.model.ListRolesResponse;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Lists the roles of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html">ListRoles</a>
 */
final class ListRoles implements ApiAction<ListRolesRequest, ListRolesResponse> {
    private final EntityStore store;
    private final IdentityDirectory directory;
    private final Pager pager;

    ListRoles(EntityStore store, IdentityDirectory directory, Pager pager) {
        this.store = store;
        this.directory = directory;
        this.pager = pager;
    }

    @Override
    public Operation<ListRolesRequest, ListRolesResponse> operation() {
        return ListRolesRequest.OPERATION;
    }

    // AWS: the resource is formed from the path prefix; the manual names none.
    @Override
    public List<AccessCheck> accessChecks(ListRolesRequest input, RequestContext context) {
        return List.of(EntityAccess.onList("iam:ListRoles", "role", input.pathPrefix(), context));
    }

    @Override
    public ListRolesResponse handle(ListRolesRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListRoles", context, input.marker(), input.maxItems(), input.pathPrefix());
        PageRequest.Page<Role> page = store.read(
                context,
                transaction -> request.walkPath(
                        (after, visitor) -> store.tables().roles().walk(transaction, context.account(), after, visitor),
                        input.pathPrefix()));
        return ListRolesResponse.builder()
                .roles(page.map(role -> ResponseMapper.listed(role, directory)).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
