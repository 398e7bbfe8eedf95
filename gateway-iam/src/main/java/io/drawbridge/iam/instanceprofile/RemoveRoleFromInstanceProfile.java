// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.RemoveRoleFromInstanceProfileRequest;
import io.drawbridge.iam.model.RemoveRoleFromInstanceProfileResponse;
import io.drawbridge.iam.store.InstanceProfile;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Removes the role from an instance profile.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html">RemoveRoleFromInstanceProfile</a>
 */
final class RemoveRoleFromInstanceProfile
        implements ApiAction<RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse> {
    private final InstanceProfiles profiles;

    RemoveRoleFromInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse> operation() {
        return RemoveRoleFromInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(RemoveRoleFromInstanceProfileRequest input, RequestContext context) {
        return List.of(profiles.on("iam:RemoveRoleFromInstanceProfile", input.instanceProfileName(), context));
    }

    @Override
    public RemoveRoleFromInstanceProfileResponse handle(
            RemoveRoleFromInstanceProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = profiles.store();
        store.changeOnly(context, transaction -> {
            InstanceProfile profile = profiles.require(transaction, account, input.instanceProfileName());
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            if (!role.id().equals(profile.roleId())) {
                throw new AwsException(
                        IamError.NO_SUCH_ENTITY,
                        "Role " + input.roleName() + " in Instance Profile " + input.instanceProfileName()
                                + " cannot be found.");
            }
            store.tables().instanceProfiles().put(transaction, profile.withRole(null));
        });
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }
}
