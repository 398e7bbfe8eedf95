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
 * @param target what it is done to
 * @param values condition keys of this action and resource; they win over the caller's and the request's
 * @param presentation how a refusal is told
 */
public record AccessCheck(
        String action, ResourceTarget target, ConditionValues values, CheckPresentation presentation) {
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
                new ResourceTarget(resource, bucketOwner, ResourcePolicyUse.SUFFICIENT, bucketPolicy),
                ConditionValues.EMPTY,
                CheckPresentation.S3);
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

    /** The resource's ARN, or {@link #ANY_RESOURCE}. */
    public Arn resource() {
        return target.resource();
    }

    /** The owner's account; null means the caller's own. */
    public @Nullable AccountId resourceOwner() {
        return target.owner();
    }

    /** What the resource's policy counts for. */
    public ResourcePolicyUse use() {
        return target.use();
    }

    /** The resource's policy, or null when it has none. */
    public @Nullable CompiledPolicy resourcePolicy() {
        return target.policy();
    }

    /** The same with these condition values in front of those it has. */
    public AccessCheck with(ConditionValues more) {
        return new AccessCheck(action, target, more.or(values), presentation);
    }

    /** The same on another target. */
    public AccessCheck with(ResourceTarget newTarget) {
        return new AccessCheck(action, newTarget, values, presentation);
    }

    /** The same under the owner's resource control policies. */
    public AccessCheck withResourceControl(List<PolicySet> levels) {
        return with(target.withControlLevels(levels));
    }

    /** The same where the resource's policy counts differently. */
    public AccessCheck withUse(ResourcePolicyUse newUse) {
        return with(target.withUse(newUse));
    }

    /** The same, named in messages in this way, such as {@code role Test}. */
    public AccessCheck shownAs(String name) {
        return new AccessCheck(action, target, values, new CheckPresentation(name, presentation.style()));
    }

    /** The same told in another service's words. */
    public AccessCheck in(MessageStyle newStyle) {
        return new AccessCheck(action, target, values, new CheckPresentation(presentation.displayName(), newStyle));
    }
}
