// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.PolicyText;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.Policy;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.util.Map;
import java.util.Optional;

/** The common code of the actions on managed policies. */
record CustomerPolicies(EntityStore store, Creation creation, ManagedPolicies managed, Pager pager) {
    private static final String VERSION_PREFIX = "v";

    /**
     * Returns the check of an action on a policy. A policy of another account is refused, because managed policies have
     * no resource policy that could grant access.
     *
     * @throws AwsException InvalidInput when the ARN is not one of a managed policy
     */
    AccessCheck check(String action, String policyArn, RequestContext context) {
        Arn arn = ManagedPolicies.arn(policyArn);
        if (ManagedPolicies.ownedByAws(arn)) {
            return AccessCheck.onOwn(action, arn).shownAs("policy " + arn);
        }
        AccountId owner = new AccountId(arn.account());
        AccessCheck check = new AccessCheck(action, arn, owner, ResourcePolicyUse.NONE, null, ConditionValues.EMPTY)
                .shownAs("policy " + arn);
        if (!owner.equals(context.account())) {
            return check;
        }
        Map<String, String> tags = store.read(context, transaction -> managed.customer(transaction, arn))
                .map(ManagedPolicy::tags)
                .orElse(Map.of());
        return check.with(IamConditions.policyTags(tags));
    }

    /**
     * Returns the check of a change of a policy. For a policy of another account only the caller's own policies decide,
     * because {@link #changeable} refuses it afterwards.
     *
     * @throws AwsException InvalidInput when the ARN is not one of a managed policy
     */
    AccessCheck checkChange(String action, String policyArn, RequestContext context) {
        Arn arn = ManagedPolicies.arn(policyArn);
        return arn.account().equals(context.account().digits())
                ? check(action, policyArn, context)
                : AccessCheck.onOwn(action, arn).shownAs("policy " + arn);
    }

    /**
     * Returns the ARN of a policy that the caller wants to change.
     *
     * @param change such as {@code delete policies}
     * @throws AwsException AccessDenied for a policy of another account or of AWS
     */
    Arn changeable(String change, String policyArn, RequestContext context) {
        Arn arn = ManagedPolicies.arn(policyArn);
        if (!arn.account().equals(context.account().digits())) {
            throw new AwsException(CommonError.ACCESS_DENIED, "Cannot " + change + " outside your own account.");
        }
        return arn;
    }

    /** @throws AwsException NoSuchEntity */
    ManagedPolicy require(ReadTransaction transaction, Arn arn) {
        return managed.customer(transaction, arn).orElseThrow(() -> ManagedPolicies.missing(arn));
    }

    /**
     * Returns the policy of a request that names one of its versions.
     *
     * @throws AwsException NoSuchEntity
     */
    ManagedPolicy requireVersioned(ReadTransaction transaction, Arn arn, String versionId) {
        return managed.customer(transaction, arn).orElseThrow(() -> missingVersion(arn, versionId));
    }

    /** @throws AwsException NoSuchEntity */
    PolicyVersionRow requireVersion(ReadTransaction transaction, ManagedPolicy policy, String versionId) {
        return number(versionId)
                .flatMap(number -> store.tables().policies().version(transaction, policy, number))
                .orElseThrow(() -> missingVersion(policy.arn(), versionId));
    }

    static AwsException missingVersion(Arn arn, String versionId) {
        return new AwsException(
                IamError.NO_SUCH_ENTITY,
                "Policy " + arn + " version " + versionId + " does not exist or is not attachable.");
    }

    static String versionId(int number) {
        return VERSION_PREFIX + number;
    }

    /** Returns the number in a version id, or empty for an id that this server never creates. */
    private static Optional<Integer> number(String versionId) {
        String digits = versionId.substring(VERSION_PREFIX.length());
        boolean plain =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    /**
     * Checks a document that is to become a version.
     *
     * @throws AwsException MalformedPolicyDocument or LimitExceeded
     */
    static void requireValid(String document) {
        PolicyParser.parse(document, PolicyGrammar.MANAGED);
        if (PolicyText.sizeWithoutWhitespace(document) > IamLimits.MANAGED_POLICY_SIZE) {
            throw IamLimits.exceeded("PolicySize", IamLimits.MANAGED_POLICY_SIZE);
        }
    }

    /** Returns the policy without description and tags, as lists show it. */
    Policy.Builder form(ReadTransaction transaction, ManagedPolicy policy, AccountId account) {
        return counted(transaction, policy.arn(), account)
                .policyName(policy.name())
                .policyId(policy.id())
                .path(policy.path())
                .defaultVersionId(versionId(policy.defaultVersion()))
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt());
    }

    /** Returns an AWS managed policy without its description, as lists show it. */
    Policy.Builder form(ReadTransaction transaction, AwsManagedPolicy policy, AccountId account) {
        return counted(transaction, policy.arn(), account)
                .policyName(policy.name())
                .policyId(policy.id())
                .path(policy.path())
                .defaultVersionId(versionId(policy.version()))
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt());
    }

    private Policy.Builder counted(ReadTransaction transaction, Arn arn, AccountId account) {
        return Policy.builder()
                .arn(arn.toString())
                .attachmentCount(attachments(transaction, arn, account))
                .permissionsBoundaryUsageCount(boundaries(transaction, arn, account))
                .isAttachable(true);
    }

    int attachments(ReadTransaction transaction, Arn arn, AccountId account) {
        return store.tables()
                .policyLinks()
                .attachedEntities(transaction, account, arn.toString())
                .size();
    }

    int boundaries(ReadTransaction transaction, Arn arn, AccountId account) {
        return store.tables()
                .policyLinks()
                .boundedEntities(transaction, account, arn.toString())
                .size();
    }
}
