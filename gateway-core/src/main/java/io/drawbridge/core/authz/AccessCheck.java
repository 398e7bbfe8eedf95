// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One access check: may the caller perform this action on this resource?
 *
 * @param action such as {@code s3:GetObject}; should be a constant, so that the look-up of its parsed form is fast
 * @param target the resource of the action
 * @param values condition keys of this action and resource; they take precedence over those of the caller and the
 *     request
 * @param presentation how the error message describes a denial
 */
public record AccessCheck(
        String action, ResourceTarget target, ConditionValues values, CheckPresentation presentation) {
    /**
     * The resource of actions that have no resource type, such as {@code iam:CreateAccountAlias}: only a statement with
     * {@code "Resource": "*"} matches it.
     */
    public static final Arn ANY_RESOURCE = new Arn("*", "*", "*", "*", "*");

    /**
     * The resource of {@code s3:ListAllMyBuckets}. AWS: a statement for {@code arn:aws:s3:::*} covers that action
     * although it has no resource type; a statement for some buckets does not.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html">Example policies</a>
     */
    public static final Arn ALL_BUCKETS = new Arn(Arn.PARTITION, "s3", "", "", "*");

    private static final String LIST_ALL_MY_BUCKETS = "s3:ListAllMyBuckets";

    public AccessCheck {
        if (action.indexOf(':') <= 0) {
            throw new IllegalArgumentException("action: " + action + " (expected: service:Name)");
        }
    }

    public AccessCheck(
            String action,
            Arn resource,
            @Nullable AccountId resourceOwner,
            ResourcePolicyUse use,
            @Nullable CompiledPolicy resourcePolicy,
            ConditionValues values) {
        this(action, new ResourceTarget(resource, resourceOwner, use, resourcePolicy), values, CheckPresentation.QUERY);
    }

    /** Returns a check of an action that has no resource type. */
    public static AccessCheck withoutResource(String action) {
        return new AccessCheck(
                action, unnamedResource(action), null, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY);
    }

    /** Returns the resource of an action when the request names none. */
    public static Arn unnamedResource(String action) {
        return action.equalsIgnoreCase(LIST_ALL_MY_BUCKETS) ? ALL_BUCKETS : ANY_RESOURCE;
    }

    /** Returns a check on a resource of the caller's own account without a resource policy, as for most IAM actions. */
    public static AccessCheck onOwn(String action, Arn resource) {
        return new AccessCheck(action, resource, null, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY);
    }

    /** Returns a check on a bucket or object; the policy is null when the bucket has none. */
    public static AccessCheck onBucket(
            String action, Arn resource, AccountId bucketOwner, @Nullable CompiledPolicy bucketPolicy) {
        return new AccessCheck(
                action,
                new ResourceTarget(resource, bucketOwner, ResourcePolicyUse.SUFFICIENT, bucketPolicy),
                ConditionValues.EMPTY,
                CheckPresentation.S3);
    }

    /** Returns a check of an STS action on a role, which the role's trust policy must allow. */
    public static AccessCheck onRole(String action, AssumableRole role) {
        return new AccessCheck(
                action,
                role.arn(),
                role.account(),
                ResourcePolicyUse.REQUIRED,
                role.trustPolicy(),
                ConditionValues.EMPTY);
    }

    /** Returns the ARN of the resource, or {@link #ANY_RESOURCE}. */
    public Arn resource() {
        return target.resource();
    }

    /** Returns the account of the resource's owner; null means the caller's own account. */
    public @Nullable AccountId resourceOwner() {
        return target.owner();
    }

    /** Returns how the resource's policy counts. */
    public ResourcePolicyUse use() {
        return target.use();
    }

    /** Returns the resource's policy, or null when it has none. */
    public @Nullable CompiledPolicy resourcePolicy() {
        return target.policy();
    }

    /** Returns this check with further condition values, which take precedence over the present ones. */
    public AccessCheck with(ConditionValues newValues) {
        return new AccessCheck(action, target, newValues.or(values), presentation);
    }

    /** Returns this check with another target. */
    public AccessCheck with(ResourceTarget newTarget) {
        return new AccessCheck(action, newTarget, values, presentation);
    }

    /** Returns this check with the resource control policies of the resource's owner. */
    public AccessCheck withResourceControl(List<PolicySet> levels) {
        return with(target.withControlLevels(levels));
    }

    /** Returns this check with another use of the resource's policy. */
    public AccessCheck withUse(ResourcePolicyUse newUse) {
        return with(target.withUse(newUse));
    }

    /** Returns this check with a display name for messages, such as {@code role Test}. */
    public AccessCheck shownAs(String name) {
        return new AccessCheck(action, target, values, new CheckPresentation(name, presentation.style()));
    }

    /** Returns this check with another message style. */
    public AccessCheck in(MessageStyle newStyle) {
        return new AccessCheck(action, target, values, new CheckPresentation(presentation.displayName(), newStyle));
    }
}
