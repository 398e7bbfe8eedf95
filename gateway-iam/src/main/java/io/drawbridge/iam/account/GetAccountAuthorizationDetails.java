// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.GetAccountAuthorizationDetailsRequest;
import io.drawbridge.iam.model.GetAccountAuthorizationDetailsResponse;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Returns all users, groups, roles and managed policies of the account with their policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html">
 *     GetAccountAuthorizationDetails</a>
 */
final class GetAccountAuthorizationDetails
        implements ApiAction<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse> {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;
    private final IdentityDirectory directory;
    private final Pager pager;

    GetAccountAuthorizationDetails(
            EntityStore store, ManagedPolicies managedPolicies, IdentityDirectory directory, Pager pager) {
        this.store = store;
        this.managedPolicies = managedPolicies;
        this.directory = directory;
        this.pager = pager;
    }

    @Override
    public Operation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse> operation() {
        return GetAccountAuthorizationDetailsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccountAuthorizationDetailsRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GetAccountAuthorizationDetails"));
    }

    @Override
    public GetAccountAuthorizationDetailsResponse handle(
            GetAccountAuthorizationDetailsRequest input, RequestContext context) {
        List<String> filter = new ArrayList<>(input.filter());
        PageRequest request = PageRequest.of(
                pager,
                "iam:GetAccountAuthorizationDetails",
                context,
                input.marker(),
                input.maxItems(),
                filter.toArray(String[]::new));
        return store.read(context, transaction -> {
            AccountDetails details = new AccountDetails(
                    store, managedPolicies, directory, transaction, context.account(), Set.copyOf(filter));
            PageRequest.Page<AccountDetails.Item> page =
                    request.walk(details::walk, item -> true, AccountDetails.Item::key);
            GetAccountAuthorizationDetailsResponse.Builder response = GetAccountAuthorizationDetailsResponse.builder();
            return response.userDetailList(of(page, AccountDetails.Item::user))
                    .groupDetailList(of(page, AccountDetails.Item::group))
                    .roleDetailList(of(page, AccountDetails.Item::role))
                    .policies(of(page, AccountDetails.Item::policy))
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }

    private static <T> List<T> of(
            PageRequest.Page<AccountDetails.Item> page, Function<AccountDetails.Item, Optional<T>> member) {
        return page.items().stream().map(member).flatMap(Optional::stream).toList();
    }
}
