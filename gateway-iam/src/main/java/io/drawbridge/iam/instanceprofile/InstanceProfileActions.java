// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on instance profiles. */
public final class InstanceProfileActions implements ActionFamily<IamOperation> {
    private final InstanceProfiles profiles;
    private final Creation creation;
    private final Pager pager;

    public InstanceProfileActions(EntityStore store, Creation creation, IdentityDirectory directory, Pager pager) {
        this.profiles = new InstanceProfiles(store, directory);
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_INSTANCE_PROFILE,
                IamOperation.GET_INSTANCE_PROFILE,
                IamOperation.LIST_INSTANCE_PROFILES,
                IamOperation.LIST_INSTANCE_PROFILES_FOR_ROLE,
                IamOperation.DELETE_INSTANCE_PROFILE,
                IamOperation.ADD_ROLE_TO_INSTANCE_PROFILE,
                IamOperation.REMOVE_ROLE_FROM_INSTANCE_PROFILE,
                IamOperation.TAG_INSTANCE_PROFILE,
                IamOperation.UNTAG_INSTANCE_PROFILE,
                IamOperation.LIST_INSTANCE_PROFILE_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_INSTANCE_PROFILE -> new CreateInstanceProfile(profiles, creation);
            case GET_INSTANCE_PROFILE -> new GetInstanceProfile(profiles);
            case LIST_INSTANCE_PROFILES -> new ListInstanceProfiles(profiles, pager);
            case LIST_INSTANCE_PROFILES_FOR_ROLE -> new ListInstanceProfilesForRole(profiles, pager);
            case DELETE_INSTANCE_PROFILE -> new DeleteInstanceProfile(profiles);
            case ADD_ROLE_TO_INSTANCE_PROFILE -> new AddRoleToInstanceProfile(profiles);
            case REMOVE_ROLE_FROM_INSTANCE_PROFILE -> new RemoveRoleFromInstanceProfile(profiles);
            case TAG_INSTANCE_PROFILE -> new TagInstanceProfile(profiles);
            case UNTAG_INSTANCE_PROFILE -> new UntagInstanceProfile(profiles);
            case LIST_INSTANCE_PROFILE_TAGS -> new ListInstanceProfileTags(profiles, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
