// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListInstanceProfilesRequest;
import io.drawbridge.iam.model.ListInstanceProfilesResponse;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;
import java.util.Locale;

/**
 * Lists the instance profiles of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html">ListInstanceProfiles</a>
 */
final class ListInstanceProfiles implements ApiAction<ListInstanceProfilesRequest, ListInstanceProfilesResponse> {
    private final InstanceProfiles profiles;
    private final Pager pager;

    ListInstanceProfiles(InstanceProfiles profiles, Pager pager) {
        this.profiles = profiles;
        this.pager = pager;
    }

    @Override
    public Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> operation() {
        return ListInstanceProfilesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListInstanceProfilesRequest input, RequestContext context) {
        return List.of(
                EntityAccess.onList("iam:ListInstanceProfiles", "instance-profile", input.pathPrefix(), context));
    }

    @Override
    public ListInstanceProfilesResponse handle(ListInstanceProfilesRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager, "iam:ListInstanceProfiles", context, input.marker(), input.maxItems(), input.pathPrefix());
        String prefix = input.pathPrefix();
        EntityStore store = profiles.store();
        return store.read(context, transaction -> {
            PageRequest.Page<InstanceProfile> page = request.walk(
                    (after, visitor) ->
                            store.tables().instanceProfiles().walk(transaction, context.account(), after, visitor),
                    profile -> prefix == null || profile.path().startsWith(prefix),
                    profile -> profile.name().toLowerCase(Locale.ROOT));
            return ListInstanceProfilesResponse.builder()
                    .instanceProfiles(page.map(profile -> profiles.listed(transaction, profile))
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
