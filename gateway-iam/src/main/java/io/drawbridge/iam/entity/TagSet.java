// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.Tag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of tags.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html">Tags for IAM resources</a>
 */
public enum TagSet {
    /** Of users and roles, whose tag keys differ in more than case. */
    OF_USER("TagsPerUser", true),
    OF_ROLE("TagsPerRole", true),
    /** Of managed policies, whose tag keys may differ in case only. */
    OF_POLICY("TagsPerPolicy", false),
    /** Of instance profiles, whose tag keys may differ in case only. */
    OF_INSTANCE_PROFILE("TagsPerInstanceProfile", false),
    /** Of MFA devices, whose tag keys may differ in case only. */
    OF_MFA_DEVICE("TagsPerMFADevice", false),
    /** Of server certificates, whose tag keys may differ in case only. */
    OF_SERVER_CERTIFICATE("TagsPerServerCertificate", false);

    private final String quota;
    private final boolean ignoreCase;

    TagSet(String quota, boolean ignoreCase) {
        this.quota = quota;
        this.ignoreCase = ignoreCase;
    }

    /**
     * Returns the tags after a request set some.
     *
     * @param present in their order
     * @throws AwsException InvalidInput or LimitExceeded
     */
    public Map<String, String> with(Map<String, String> present, List<Tag> added) {
        Set<String> fresh = new HashSet<>();
        Map<String, String> tags = new LinkedHashMap<>(present);
        for (Tag tag : added) {
            if (!fresh.add(folded(tag.key()))) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            if (tag.key().regionMatches(true, 0, "aws:", 0, 4)) {
                throw invalid("Tag keys beginning with aws: are reserved for system use.");
            }
            tags.keySet().removeIf(key -> !key.equals(tag.key()) && folded(key).equals(folded(tag.key())));
            tags.put(tag.key(), tag.value());
        }
        if (tags.size() > IamLimits.TAGS) {
            throw IamLimits.exceeded(quota, IamLimits.TAGS);
        }
        return tags;
    }

    /** Returns the tags without those of the given keys; keys without a tag are ignored. */
    public Map<String, String> without(Map<String, String> present, List<String> keys) {
        Map<String, String> tags = new LinkedHashMap<>(present);
        for (String key : keys) {
            tags.keySet().removeIf(tag -> folded(tag).equals(folded(key)));
        }
        return tags;
    }

    private String folded(String key) {
        return ignoreCase ? TagKeys.folded(key) : key;
    }

    private static AwsException invalid(String message) {
        return new AwsException(IamError.INVALID_INPUT, message);
    }
}
