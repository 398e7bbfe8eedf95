// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListInstanceProfilesForRoleRequest;
import io.drawbridge.iam.model.ListInstanceProfilesForRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.InstanceProfile;
import io.drawbridge.iam.store.Role;
import java.util.List;
import java.util.Locale;

/**
 * Lists the instance profiles that contain a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html">ListInstanceProfilesForRole</a>
 */
final class ListInstanceProfilesForRole
        implements ApiAction<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> {
    private final InstanceProfiles profiles;
    private final Pager pager;

    ListInstanceProfilesForRole(InstanceProfiles profiles, Pager pager) {
        this.profiles = profiles;
        this.pager = pager;
    }

    @Override
    public Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> operation() {
        return ListInstanceProfilesForRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListInstanceProfilesForRoleRequest input, RequestContext context) {
        return List.of(profiles.store()
                .access()
                .on("iam:ListInstanceProfilesForRole", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public ListInstanceProfilesForRoleResponse handle(
            ListInstanceProfilesForRoleRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager, "iam:ListInstanceProfilesForRole", context, input.marker(), input.maxItems(), input.roleName());
        EntityStore store = profiles.store();
        return store.read(context, transaction -> {
            Role role = store.entities().role(transaction, context.account(), input.roleName());
            PageRequest.Page<InstanceProfile> page = request.cut(
                    store.tables().instanceProfiles().ofRole(transaction, context.account(), role.id()),
                    profile -> profile.name().toLowerCase(Locale.ROOT));
            return ListInstanceProfilesForRoleResponse.builder()
                    .instanceProfiles(page.map(profile -> profiles.listed(transaction, profile))
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
