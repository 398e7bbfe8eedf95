// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.EnumSet;
import java.util.Set;

/** The actions that attach and detach managed policies. */
public final class AttachmentActions implements ActionFamily<IamOperation> {
    private final Attachments attachments;

    public AttachmentActions(EntityStore store, ManagedPolicies managedPolicies, Pager pager) {
        this.attachments = new Attachments(store, managedPolicies, pager);
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.ATTACH_USER_POLICY,
                IamOperation.DETACH_USER_POLICY,
                IamOperation.LIST_ATTACHED_USER_POLICIES,
                IamOperation.ATTACH_GROUP_POLICY,
                IamOperation.DETACH_GROUP_POLICY,
                IamOperation.LIST_ATTACHED_GROUP_POLICIES,
                IamOperation.ATTACH_ROLE_POLICY,
                IamOperation.DETACH_ROLE_POLICY,
                IamOperation.LIST_ATTACHED_ROLE_POLICIES);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case ATTACH_USER_POLICY -> new AttachUserPolicy(attachments);
            case DETACH_USER_POLICY -> new DetachUserPolicy(attachments);
            case LIST_ATTACHED_USER_POLICIES -> new ListAttachedUserPolicies(attachments);
            case ATTACH_GROUP_POLICY -> new AttachGroupPolicy(attachments);
            case DETACH_GROUP_POLICY -> new DetachGroupPolicy(attachments);
            case LIST_ATTACHED_GROUP_POLICIES -> new ListAttachedGroupPolicies(attachments);
            case ATTACH_ROLE_POLICY -> new AttachRolePolicy(attachments);
            case DETACH_ROLE_POLICY -> new DetachRolePolicy(attachments);
            case LIST_ATTACHED_ROLE_POLICIES -> new ListAttachedRolePolicies(attachments);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
