// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteInstanceProfileRequest;
import io.drawbridge.iam.model.DeleteInstanceProfileResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;

/**
 * Deletes an instance profile that contains no role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html">DeleteInstanceProfile</a>
 */
final class DeleteInstanceProfile implements ApiAction<DeleteInstanceProfileRequest, DeleteInstanceProfileResponse> {
    private final InstanceProfiles profiles;

    DeleteInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<DeleteInstanceProfileRequest, DeleteInstanceProfileResponse> operation() {
        return DeleteInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteInstanceProfileRequest input, RequestContext context) {
        return List.of(profiles.on("iam:DeleteInstanceProfile", input.instanceProfileName(), context));
    }

    @Override
    public DeleteInstanceProfileResponse handle(DeleteInstanceProfileRequest input, RequestContext context) {
        EntityStore store = profiles.store();
        store.changeOnly(context, transaction -> {
            InstanceProfile profile = profiles.require(transaction, context.account(), input.instanceProfileName());
            if (profile.roleId() != null) {
                throw new AwsException(
                        IamError.DELETE_CONFLICT,
                        "Cannot delete entity, must remove roles from instance profile first.");
            }
            store.tables().instanceProfiles().delete(transaction, profile);
        });
        return DeleteInstanceProfileResponse.builder().build();
    }
}
