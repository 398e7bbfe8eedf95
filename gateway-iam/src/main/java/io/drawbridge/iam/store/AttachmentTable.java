// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.List;

/**
 * The attachments of managed policies to entities, and the permissions boundaries of entities; indexed in both
 * directions.
 */
public final class AttachmentTable {
    private static final PairRows ATTACHMENTS = new PairRows(IamSpaces.ATTACHMENT);
    private static final PairRows ATTACHED_TO = new PairRows(IamSpaces.ATTACHED_TO);
    private static final PairRows BOUNDARIES = new PairRows(IamSpaces.BOUNDARY_OF);

    /** Returns the ARNs of the policies that are attached to an entity, in their order. */
    public List<String> attachedTo(ReadTransaction transaction, AccountId account, String ownerId) {
        return ATTACHMENTS.seconds(transaction, account, ownerId);
    }

    /** Returns the unique ids of the entities of an account to which a policy is attached. */
    public List<String> attachedEntities(ReadTransaction transaction, AccountId account, String policyArn) {
        return ATTACHED_TO.seconds(transaction, account, policyArn);
    }

    /** Returns the unique ids of the users and roles of an account whose boundary the policy is. */
    public List<String> boundedEntities(ReadTransaction transaction, AccountId account, String policyArn) {
        return BOUNDARIES.seconds(transaction, account, policyArn);
    }

    public boolean attached(ReadTransaction transaction, AccountId account, String ownerId, String policyArn) {
        return ATTACHMENTS.contains(transaction, account, ownerId, policyArn);
    }

    /** Attaches a policy; does nothing when it is already attached. */
    public void attach(Transaction transaction, AccountId account, String ownerId, String policyArn) {
        ATTACHMENTS.put(transaction, account, ownerId, policyArn);
        ATTACHED_TO.put(transaction, account, policyArn, ownerId);
    }

    public void detach(Transaction transaction, AccountId account, String ownerId, String policyArn) {
        ATTACHMENTS.delete(transaction, account, ownerId, policyArn);
        ATTACHED_TO.delete(transaction, account, policyArn, ownerId);
    }

    /** Records that the policy is the boundary of the entity, whose row names it. */
    public void bound(Transaction transaction, AccountId account, String ownerId, String policyArn) {
        BOUNDARIES.put(transaction, account, policyArn, ownerId);
    }

    /** Removes the record of the boundary that the row of the entity names, if any. */
    public void forgetBoundary(Transaction transaction, Entity entity) {
        String arn = entity.boundaryArn();
        if (arn != null) {
            BOUNDARIES.delete(transaction, entity.account(), arn, entity.id());
        }
    }
}
