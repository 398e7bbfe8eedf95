// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagInstanceProfileRequest;
import io.drawbridge.iam.model.UntagInstanceProfileResponse;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;

/**
 * Removes tags of an instance profile; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html">UntagInstanceProfile</a>
 */
final class UntagInstanceProfile implements ApiAction<UntagInstanceProfileRequest, UntagInstanceProfileResponse> {
    private final InstanceProfiles profiles;

    UntagInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<UntagInstanceProfileRequest, UntagInstanceProfileResponse> operation() {
        return UntagInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagInstanceProfileRequest input, RequestContext context) {
        return List.of(profiles.on("iam:UntagInstanceProfile", input.instanceProfileName(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagInstanceProfileResponse handle(UntagInstanceProfileRequest input, RequestContext context) {
        EntityStore store = profiles.store();
        store.changeOnly(context, transaction -> {
            InstanceProfile profile = profiles.require(transaction, context.account(), input.instanceProfileName());
            store.tables()
                    .instanceProfiles()
                    .put(
                            transaction,
                            profile.withTags(TagSet.OF_INSTANCE_PROFILE.without(profile.tags(), input.tagKeys())));
        });
        return UntagInstanceProfileResponse.builder().build();
    }
}
