// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.AddRoleToInstanceProfileRequest;
import io.drawbridge.iam.model.AddRoleToInstanceProfileResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.InstanceProfile;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Adds a role to an instance profile, which can contain one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html">AddRoleToInstanceProfile</a>
 */
final class AddRoleToInstanceProfile
        implements ApiAction<AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse> {
    private static final String SERVICE = "ec2.amazonaws.com";

    private final InstanceProfiles profiles;

    AddRoleToInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse> operation() {
        return AddRoleToInstanceProfileRequest.OPERATION;
    }

    // AWS: the caller passes the role to the service that instances run in.
    @Override
    public List<AccessCheck> accessChecks(AddRoleToInstanceProfileRequest input, RequestContext context) {
        AccessCheck role = profiles.store().access().on("iam:PassRole", EntityKind.ROLE, input.roleName(), context);
        return List.of(
                profiles.on("iam:AddRoleToInstanceProfile", input.instanceProfileName(), context),
                role.shownAs(role.resource().toString()).with(IamConditions.passedToService(SERVICE)));
    }

    @Override
    public AddRoleToInstanceProfileResponse handle(AddRoleToInstanceProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        store.changeOnly(context, transaction -> {
            InstanceProfile profile = profiles.require(transaction, account, input.instanceProfileName());
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            IamLimits.requireRoom(
                    profile.roleId() == null ? 0 : 1,
                    IamLimits.ROLES_PER_INSTANCE_PROFILE,
                    "InstanceSessionsPerInstanceProfile");
            store.tables().instanceProfiles().put(transaction, profile.withRole(role.id()));
        });
        return AddRoleToInstanceProfileResponse.builder().build();
    }
}
