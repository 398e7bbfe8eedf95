// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question: may the caller do this action on this resource?
 *
 * @param action such as {@code s3:GetObject}; a constant, so that its parsed form is found quickly
 * @param resource what it is done to, or {@link #ANY_RESOURCE}
 * @param resourceOwner the owner's account; null means the caller's own
 * @param use what the resource's policy counts for
 * @param resourcePolicy the resource's policy, or null when it has none
 * @param values condition keys of this action and resource; they win over the caller's and the request's
 * @param resourceControlLevels the resource control policies of the owner, level by level; empty when none apply
 * @param aclGrant what the access control list grants the caller; joined with the resource policy's grant
 * @param displayName how messages call the resource, such as {@code role Test}; null for its ARN
 * @param style in whose words a refusal is told
 */
public record AccessCheck(
        String action,
        Arn resource,
        @Nullable AccountId resourceOwner,
        ResourcePolicyUse use,
        @Nullable CompiledPolicy resourcePolicy,
        ConditionValues values,
        List<PolicySet> resourceControlLevels,
        GrantLevel aclGrant,
        @Nullable String displayName,
        MessageStyle style) {
    /**
     * The resource of actions that have no resource type, such as {@code iam:CreateAccountAlias}: only a statement with
     * {@code "Resource": "*"} matches it.
     */
    public static final Arn ANY_RESOURCE = new Arn("*", "*", "*", "*", "*");

    /**
     * The resource of {@code s3:ListAllMyBuckets}. AWS: a statement for {@code arn:aws:s3:::*} covers that action though
     * it has no resource type; one for some buckets does not.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html">Example policies</a>
     */
    public static final Arn ALL_BUCKETS = new Arn(Arn.PARTITION, "s3", "", "", "*");

    private static final String LIST_ALL_MY_BUCKETS = "s3:ListAllMyBuckets";

    public AccessCheck {
        if (action.indexOf(':') <= 0) {
            throw new IllegalArgumentException("action: " + action + " (expected: service:Name)");
        }
        resourceControlLevels = List.copyOf(resourceControlLevels);
    }

    public AccessCheck(
            String action,
            Arn resource,
            @Nullable AccountId resourceOwner,
            ResourcePolicyUse use,
            @Nullable CompiledPolicy resourcePolicy,
            ConditionValues values) {
        this(
                action,
                resource,
                resourceOwner,
                use,
                resourcePolicy,
                values,
                List.of(),
                GrantLevel.NONE,
                null,
                MessageStyle.QUERY);
    }

    /** An action that has no resource type. */
    public static AccessCheck withoutResource(String action) {
        return new AccessCheck(
                action, unnamedResource(action), null, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY);
    }

    /** The resource of an action for which none is named. */
    public static Arn unnamedResource(String action) {
        return action.equalsIgnoreCase(LIST_ALL_MY_BUCKETS) ? ALL_BUCKETS : ANY_RESOURCE;
    }

    /** An action on a resource of the caller's own account that has no policy of its own, as most IAM actions. */
    public static AccessCheck onOwn(String action, Arn resource) {
        return new AccessCheck(action, resource, null, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY);
    }

    /** An action on a bucket or object; the policy is null when the bucket has none. */
    public static AccessCheck onBucket(
            String action, Arn resource, AccountId bucketOwner, @Nullable CompiledPolicy bucketPolicy) {
        return new AccessCheck(
                action,
                resource,
                bucketOwner,
                ResourcePolicyUse.SUFFICIENT,
                bucketPolicy,
                ConditionValues.EMPTY,
                List.of(),
                GrantLevel.NONE,
                null,
                MessageStyle.S3);
    }

    /** An STS action on a role, which needs the role's trust. */
    public static AccessCheck onRole(String action, AssumableRole role) {
        return new AccessCheck(
                action,
                role.arn(),
                role.account(),
                ResourcePolicyUse.REQUIRED,
                role.trustPolicy(),
                ConditionValues.EMPTY);
    }

    /** The same with these condition values in front of those it has. */
    public AccessCheck with(ConditionValues more) {
        return new AccessCheck(
                action,
                resource,
                resourceOwner,
                use,
                resourcePolicy,
                more.or(values),
                resourceControlLevels,
                aclGrant,
                displayName,
                style);
    }

    /** The same under the owner's resource control policies. */
    public AccessCheck withResourceControl(List<PolicySet> levels) {
        return new AccessCheck(
                action, resource, resourceOwner, use, resourcePolicy, values, levels, aclGrant, displayName, style);
    }

    /** The same with a grant from an access control list. */
    public AccessCheck withAclGrant(GrantLevel grant) {
        return new AccessCheck(
                action,
                resource,
                resourceOwner,
                use,
                resourcePolicy,
                values,
                resourceControlLevels,
                grant,
                displayName,
                style);
    }

    /** The same where the resource's policy counts differently. */
    public AccessCheck withUse(ResourcePolicyUse newUse) {
        return new AccessCheck(
                action,
                resource,
                resourceOwner,
                newUse,
                resourcePolicy,
                values,
                resourceControlLevels,
                aclGrant,
                displayName,
                style);
    }

    /** The same, named in messages in this way, such as {@code role Test}. */
    public AccessCheck shownAs(String name) {
        return new AccessCheck(
                action,
                resource,
                resourceOwner,
                use,
                resourcePolicy,
                values,
                resourceControlLevels,
                aclGrant,
                name,
                style);
    }

    /** The same told in another service's words. */
    public AccessCheck in(MessageStyle newStyle) {
        return new AccessCheck(
                action,
                resource,
                resourceOwner,
                use,
                resourcePolicy,
                values,
                resourceControlLevels,
                aclGrant,
                displayName,
                newStyle);
    }
}
