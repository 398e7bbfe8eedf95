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
import io.drawbridge.iam.model.TagInstanceProfileRequest;
import io.drawbridge.iam.model.TagInstanceProfileResponse;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;

/**
 * Sets tags of an instance profile; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html">TagInstanceProfile</a>
 */
final class TagInstanceProfile implements ApiAction<TagInstanceProfileRequest, TagInstanceProfileResponse> {
    private final InstanceProfiles profiles;

    TagInstanceProfile(InstanceProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Operation<TagInstanceProfileRequest, TagInstanceProfileResponse> operation() {
        return TagInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagInstanceProfileRequest input, RequestContext context) {
        return List.of(profiles.on("iam:TagInstanceProfile", input.instanceProfileName(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagInstanceProfileResponse handle(TagInstanceProfileRequest input, RequestContext context) {
        EntityStore store = profiles.store();
        store.changeOnly(context, transaction -> {
            InstanceProfile profile = profiles.require(transaction, context.account(), input.instanceProfileName());
            store.tables()
                    .instanceProfiles()
                    .put(transaction, profile.withTags(TagSet.OF_INSTANCE_PROFILE.with(profile.tags(), input.tags())));
        });
        return TagInstanceProfileResponse.builder().build();
    }
}
