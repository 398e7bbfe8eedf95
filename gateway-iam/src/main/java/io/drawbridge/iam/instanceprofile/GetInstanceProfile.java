// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetInstanceProfileRequest;
import io.drawbridge.iam.model.GetInstanceProfileResponse;
import java.util.List;

/**
 * Returns an instance profile with its role and tags.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html">GetInstanceProfile</a>
 */
final class GetInstanceProfile implements ApiAction<GetInstanceProfileRequest, GetInstanceProfileResponse> {
    private final InstanceProfiles profiles;

    GetInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<GetInstanceProfileRequest, GetInstanceProfileResponse> operation() {
        return GetInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetInstanceProfileRequest input, RequestContext context) {
        return List.of(profiles.on("iam:GetInstanceProfile", input.instanceProfileName(), context));
    }

    @Override
    public GetInstanceProfileResponse handle(GetInstanceProfileRequest input, RequestContext context) {
        return profiles.store().read(context, transaction -> GetInstanceProfileResponse.builder()
                .instanceProfile(profiles.described(
                        transaction, profiles.require(transaction, context.account(), input.instanceProfileName())))
                .build());
    }
}
