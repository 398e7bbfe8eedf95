// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.InstanceProfile;
import io.drawbridge.iam.store.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the instance profiles of the caller's account, checks the access to them and shows them. */
public final class InstanceProfiles {
    private final EntityStore store;
    private final IdentityDirectory directory;

    public InstanceProfiles(EntityStore store, IdentityDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    EntityStore store() {
        return store;
    }

    /** @throws AwsException NoSuchEntity */
    InstanceProfile require(ReadTransaction transaction, AccountId account, String name) {
        return store.tables()
                .instanceProfiles()
                .find(transaction, account, name)
                .orElseThrow(() ->
                        new AwsException(IamError.NO_SUCH_ENTITY, "Instance Profile " + name + " cannot be found."));
    }

    /**
     * Returns the check of an action on the instance profile of that name, with its tags; with the path {@code /} when
     * there is none.
     */
    AccessCheck on(String action, String name, RequestContext context) {
        Optional<InstanceProfile> profile = store.read(
                context, transaction -> store.tables().instanceProfiles().find(transaction, context.account(), name));
        Arn arn = profile.map(InstanceProfile::arn)
                .orElseGet(() -> Arn.iam(context.account(), "instance-profile/" + name));
        return AccessCheck.onOwn(action, arn)
                .shownAs("instance profile " + name)
                .with(IamConditions.policyTags(
                        profile.map(InstanceProfile::tags).orElse(Map.of())));
    }

    /** Returns an instance profile as lists show it: with its role, without tags. */
    public io.drawbridge.iam.model.InstanceProfile listed(ReadTransaction transaction, InstanceProfile profile) {
        return io.drawbridge.iam.model.InstanceProfile.builder()
                .path(profile.path())
                .instanceProfileName(profile.name())
                .instanceProfileId(profile.id())
                .arn(profile.arn().toString())
                .createDate(profile.createdAt())
                .roles(roles(transaction, profile))
                .build();
    }

    /** Returns an instance profile with its role and tags. */
    io.drawbridge.iam.model.InstanceProfile described(ReadTransaction transaction, InstanceProfile profile) {
        return listed(transaction, profile).toBuilder()
                .tags(ResponseMapper.tags(profile.tags()))
                .build();
    }

    private List<io.drawbridge.iam.model.Role> roles(ReadTransaction transaction, InstanceProfile profile) {
        String roleId = profile.roleId();
        return roleId == null
                ? List.of()
                : store.entities().byId(transaction, roleId).stream()
                        .map(entity -> ResponseMapper.listed((Role) entity, directory).toBuilder()
                                .description(null)
                                .maxSessionDuration(null)
                                .build())
                        .toList();
    }
}
