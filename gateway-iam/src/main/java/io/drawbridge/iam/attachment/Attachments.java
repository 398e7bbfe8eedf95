// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Entities;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.AttachmentTable;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The managed policies of users, groups and roles; the code is the same for all three. */
final class Attachments {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;
    private final Pager pager;

    Attachments(EntityStore store, ManagedPolicies managedPolicies, Pager pager) {
        this.store = store;
        this.managedPolicies = managedPolicies;
        this.pager = pager;
    }

    /** Returns the access check of an attachment or detachment. */
    AccessCheck check(String action, EntityKind kind, String name, String policyArn, RequestContext context) {
        return store.access().onBounded(action, kind, name, context).with(IamConditions.policyArn(policyArn));
    }

    AccessCheck checkList(String action, EntityKind kind, String name, RequestContext context) {
        return store.access().on(action, kind, name, context);
    }

    void attach(EntityKind kind, String name, String policyArn, RequestContext context) {
        AccountId account = context.account();
        Arn arn = ManagedPolicies.attachedArn(policyArn);
        AttachmentTable links = store.tables().policyLinks();
        store.changeOnly(context, transaction -> {
            Entity entity = store.entities().require(transaction, kind, account, name);
            Entities.requireChangeable(entity);
            managedPolicies.requireAttachable(transaction, arn, account);
            refuseReserved(arn, kind);
            if (!links.attached(transaction, account, entity.id(), policyArn)) {
                int present =
                        links.attachedTo(transaction, account, entity.id()).size();
                IamLimits.requireRoom(present, IamLimits.ATTACHED_POLICIES, "PoliciesPer" + kind.title());
                links.attach(transaction, account, entity.id(), policyArn);
            }
        });
    }

    /** AWS: policies for roles that a service creates, and for the tasks of a root, are attached by AWS only. */
    private static void refuseReserved(Arn arn, EntityKind kind) {
        boolean reserved = arn.resource().startsWith("policy/aws-service-role/")
                || arn.resource().startsWith("policy/root-task/");
        if (ManagedPolicies.ownedByAws(arn) && reserved) {
            throw new AwsException(
                    IamError.POLICY_NOT_ATTACHABLE, "Cannot attach AWS reserved policy to an IAM " + kind.word() + ".");
        }
    }

    void detach(EntityKind kind, String name, String policyArn, RequestContext context) {
        AccountId account = context.account();
        Arn arn = ManagedPolicies.attachedArn(policyArn);
        AttachmentTable links = store.tables().policyLinks();
        store.changeOnly(context, transaction -> {
            Entity entity = store.entities().require(transaction, kind, account, name);
            Entities.requireChangeable(entity);
            if (!links.attached(transaction, account, entity.id(), policyArn)) {
                throw ManagedPolicies.missing(arn);
            }
            links.detach(transaction, account, entity.id(), policyArn);
        });
    }

    PageRequest.Page<AttachedPolicy> list(
            EntityKind kind, String name, @Nullable String pathPrefix, PageRequest page, RequestContext context) {
        AccountId account = context.account();
        return store.read(context, transaction -> {
            Entity entity = store.entities().require(transaction, kind, account, name);
            List<AttachedPolicy> attached = new ArrayList<>();
            for (String arn : store.tables().policyLinks().attachedTo(transaction, account, entity.id())) {
                if (pathPrefix == null || path(arn).startsWith(pathPrefix)) {
                    attached.add(ResponseMapper.attached(arn));
                }
            }
            return page.cut(attached, ResponseMapper::attachedKey);
        });
    }

    PageRequest page(
            String operation,
            RequestContext context,
            @Nullable String marker,
            @Nullable Integer maxItems,
            String name,
            @Nullable String pathPrefix) {
        return PageRequest.of(pager, operation, context, marker, maxItems, name, pathPrefix);
    }

    /** Returns the path in the ARN of a managed policy. */
    private static String path(String arn) {
        return arn.substring(arn.indexOf(":policy/") + ":policy".length(), arn.lastIndexOf('/') + 1);
    }
}
