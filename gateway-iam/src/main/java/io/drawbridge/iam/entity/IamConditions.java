// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.iam.model.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of IAM's actions.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html">
 *     Keys of IAM</a>
 */
public final class IamConditions {
    private static final String RESOURCE_TAG = "aws:resourcetag/";
    private static final String IAM_RESOURCE_TAG = "iam:resourcetag/";
    private static final String REQUEST_TAG = "aws:requesttag/";

    private IamConditions() {}

    /** Returns the tags of a user or role, under both of their key names. */
    public static ConditionValues resourceTags(Map<String, String> tags) {
        return TagKeys.values(RESOURCE_TAG, tags.entrySet()).or(TagKeys.values(IAM_RESOURCE_TAG, tags.entrySet()));
    }

    /** Returns the service of a service-linked role. */
    public static ConditionValues awsServiceName(String service) {
        return ConditionValues.of("iam:awsservicename", service);
    }

    /** Returns the service that a role is passed to. */
    public static ConditionValues passedToService(String service) {
        return ConditionValues.of("iam:passedtoservice", service);
    }

    /** Returns the tags of a managed policy, an instance profile or an MFA device. */
    public static ConditionValues policyTags(Map<String, String> tags) {
        return TagKeys.values(RESOURCE_TAG, tags.entrySet());
    }

    /** Returns the tags that a request sets. */
    public static ConditionValues requestTags(List<Tag> tags) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(tags.size());
        List<String> keys = new ArrayList<>(tags.size());
        for (Tag tag : tags) {
            entries.add(Map.entry(tag.key(), tag.value()));
            keys.add(tag.key());
        }
        return TagKeys.values(REQUEST_TAG, entries).or(tagKeys(keys));
    }

    /** Returns the keys of the tags that a request sets or removes. */
    public static ConditionValues tagKeys(List<String> keys) {
        return keys.isEmpty() ? ConditionValues.EMPTY : ConditionValues.of(Map.of("aws:tagkeys", List.copyOf(keys)));
    }

    /** Returns the managed policy that is attached or detached. */
    public static ConditionValues policyArn(String arn) {
        return ConditionValues.of("iam:policyarn", arn);
    }

    /** Returns the permissions boundary that the entity has or gets; absent when null. */
    public static ConditionValues boundary(@Nullable String arn) {
        return arn == null ? ConditionValues.EMPTY : ConditionValues.of("iam:permissionsboundary", arn);
    }
}
