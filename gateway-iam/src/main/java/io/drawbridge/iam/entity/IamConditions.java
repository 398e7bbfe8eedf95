// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.model.Tag;
import java.util.LinkedHashMap;
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

    /** The tags of a user or role, which have two names. */
    public static ConditionValues resourceTags(Map<String, String> tags) {
        return tags.isEmpty()
                ? ConditionValues.EMPTY
                : tagged(tags, RESOURCE_TAG).or(tagged(tags, IAM_RESOURCE_TAG));
    }

    /** The tags of a managed policy. */
    public static ConditionValues policyTags(Map<String, String> tags) {
        return tags.isEmpty() ? ConditionValues.EMPTY : tagged(tags, RESOURCE_TAG);
    }

    /** The tags that a request sets. */
    public static ConditionValues requestTags(List<Tag> tags) {
        if (tags.isEmpty()) {
            return ConditionValues.EMPTY;
        }
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
        return tagged(byKey, REQUEST_TAG).or(tagKeys(List.copyOf(byKey.keySet())));
    }

    /** The keys of the tags that a request sets or removes. */
    public static ConditionValues tagKeys(List<String> keys) {
        return keys.isEmpty() ? ConditionValues.EMPTY : ConditionValues.of(Map.of("aws:tagkeys", List.copyOf(keys)));
    }

    /** The managed policy that is attached or detached. */
    public static ConditionValues policyArn(String arn) {
        return ConditionValues.of("iam:policyarn", arn);
    }

    /** The permissions boundary that the entity has or gets; absent when null. */
    public static ConditionValues boundary(@Nullable String arn) {
        return arn == null ? ConditionValues.EMPTY : ConditionValues.of("iam:permissionsboundary", arn);
    }

    private static ConditionValues tagged(Map<String, String> tags, String prefix) {
        return key -> {
            if (!key.startsWith(prefix)) {
                return null;
            }
            String name = key.substring(prefix.length());
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                if (tag.getKey().equalsIgnoreCase(name)) {
                    return List.of(tag.getValue());
                }
            }
            return null;
        };
    }
}
