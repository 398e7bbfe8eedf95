// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.CreateInstanceProfileRequest;
import io.drawbridge.iam.model.CreateInstanceProfileResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityCounts;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;
import java.util.Map;

/**
 * Creates an instance profile without a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html">CreateInstanceProfile</a>
 */
final class CreateInstanceProfile implements ApiAction<CreateInstanceProfileRequest, CreateInstanceProfileResponse> {
    private final InstanceProfiles profiles;
    private final Creation creation;

    CreateInstanceProfile(InstanceProfiles profiles, Creation creation) {
        this.profiles = profiles;
        this.creation = creation;
    }

    @Override
    public Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> operation() {
        return CreateInstanceProfileRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateInstanceProfileRequest input, RequestContext context) {
        String path = input.path() == null ? EntityIdentity.PATH_DEFAULT : input.path();
        Arn arn = Arn.iam(context.account(), "instance-profile" + path + input.instanceProfileName());
        return List.of(
                AccessCheck.onOwn("iam:CreateInstanceProfile", arn).with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public CreateInstanceProfileResponse handle(CreateInstanceProfileRequest input, RequestContext context) {
        AccountId account = context.account();
        InstanceProfile profile = new InstanceProfile(
                EntityIdentity.created(
                        account,
                        input.instanceProfileName(),
                        input.path(),
                        creation.ids().instanceProfileId(account),
                        creation.now()),
                null,
                TagSet.OF_INSTANCE_PROFILE.with(Map.of(), input.tags()));
        EntityStore store = profiles.store();
        return store.change(context, transaction -> {
            if (store.tables()
                    .instanceProfiles()
                    .find(transaction, account, profile.name())
                    .isPresent()) {
                throw new AwsException(
                        IamError.ENTITY_ALREADY_EXISTS, "Instance Profile " + profile.name() + " already exists.");
            }
            EntityCounts.requireRoom(store.tables(), transaction, account, EntityCounts.Counted.INSTANCE_PROFILE);
            store.tables().instanceProfiles().put(transaction, profile);
            return CreateInstanceProfileResponse.builder()
                    .instanceProfile(
                            profile.tags().isEmpty()
                                    ? profiles.listed(transaction, profile)
                                    : profiles.described(transaction, profile))
                    .build();
        });
    }
}
