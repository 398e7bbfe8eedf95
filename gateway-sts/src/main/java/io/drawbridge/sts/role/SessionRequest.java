// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.sts.model.AssumeRoleRequest;
import io.drawbridge.sts.model.StsError;
import io.drawbridge.sts.model.Tag;
import io.drawbridge.sts.session.SessionTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a new session: those that the caller requests, joined with those that its own session passes on.
 *
 * @param input the caller's request
 * @param tags new and inherited session tags
 * @param inheritedTagKeys the keys of the tags that the caller's session passes on
 * @param transitiveTagKeys the keys that the new session would pass on, including inherited ones, in the spelling of
 *     its tags
 * @param sourceIdentity requested or inherited; null when neither
 * @param mfaCode when a code of this request was accepted; null when it has none
 * @param mfaAt when this request or the caller's session used MFA; null when neither did
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session tags</a>
 */
record SessionRequest(
        AssumeRoleRequest input,
        Map<String, String> tags,
        Set<String> inheritedTagKeys,
        Set<String> transitiveTagKeys,
        @Nullable String sourceIdentity,
        @Nullable Instant mfaCode,
        @Nullable Instant mfaAt) {
    static SessionRequest of(AssumeRoleRequest input, @Nullable SessionFacts incoming, @Nullable Instant mfaCode) {
        TreeMap<String, String> tags = new TreeMap<>(TagKeys.ORDER);
        if (incoming != null) {
            inherit(incoming, tags);
        }
        Set<String> inherited = Set.copyOf(tags.keySet());
        addNew(input, tags);
        Set<String> transitive = new HashSet<>(inherited);
        for (String key : input.transitiveTagKeys()) {
            if (!tags.containsKey(key)) {
                throw invalid("The specified transitive tag key must be included in the requested tags.");
            }
            // AWS: keys are compared without regard to case and keep their original spelling; so do transitive keys.
            transitive.add(tags.floorKey(key));
        }
        return new SessionRequest(
                input,
                new HashMap<>(tags),
                inherited,
                transitive,
                sourceIdentity(input, incoming),
                mfaCode,
                mfaCode != null || incoming == null ? mfaCode : incoming.mfaAt());
    }

    private static void inherit(SessionFacts incoming, Map<String, String> tags) {
        for (String key : incoming.transitiveTagKeys()) {
            incoming.tags().forEach((name, value) -> {
                if (TagKeys.same(name, key)) {
                    tags.put(name, value);
                }
            });
        }
    }

    private static void addNew(AssumeRoleRequest input, Map<String, String> tags) {
        Set<String> fresh = new HashSet<>();
        for (Tag tag : input.tags()) {
            String key = tag.key();
            if (!fresh.add(TagKeys.folded(key))) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            SessionTags.checkKey(key);
            if (tags.containsKey(key)) {
                throw invalid("One of the specified transitive tag keys can't be set because it conflicts with a"
                        + " transitive tag key from the calling session.");
            }
            tags.put(key, tag.value());
        }
    }

    private static @Nullable String sourceIdentity(AssumeRoleRequest input, @Nullable SessionFacts incoming) {
        String inherited = incoming == null ? null : incoming.sourceIdentity();
        if (inherited != null && input.sourceIdentity() != null && !inherited.equals(input.sourceIdentity())) {
            throw new AwsException(
                    CommonError.ACCESS_DENIED, "The source identity of a session cannot be changed once it is set.");
        }
        return inherited != null ? inherited : input.sourceIdentity();
    }

    /** Returns whether the caller must be allowed to tag sessions. */
    boolean tagged() {
        return !tags.isEmpty();
    }

    /** Returns the condition keys of STS. */
    ConditionValues conditionValues() {
        return this::value;
    }

    private @Nullable List<String> value(String key) {
        return switch (key) {
            case "sts:externalid" -> single(input.externalId());
            case "sts:rolesessionname" -> single(input.roleSessionName());
            case "sts:sourceidentity" -> single(sourceIdentity);
            case "sts:transitivetagkeys" -> many(input.transitiveTagKeys());
            // AWS: a code in the request itself counts when the trust policy is evaluated.
            case "aws:multifactorauthpresent" -> single(mfaCode == null ? null : "true");
            case "aws:multifactorauthage" -> single(mfaCode == null ? null : "0");
            case "aws:tagkeys" -> many(tags.keySet());
            default -> key.startsWith("aws:requesttag/") ? requestTag(key.substring("aws:requesttag/".length())) : null;
        };
    }

    private @Nullable List<String> requestTag(String name) {
        return TagKeys.values(tags.entrySet(), name);
    }

    /**
     * Returns the value of a tag of the role. A tag with that key that the caller's session passes on takes precedence.
     * A tag in the request does not, because the caller could then choose the tags of the role that it requests.
     */
    @Nullable
    List<String> valueOfRoleTag(String name, Map<String, String> roleTags) {
        for (String key : inheritedTagKeys) {
            if (TagKeys.same(key, name)) {
                return requestTag(key);
            }
        }
        return TagKeys.values(roleTags.entrySet(), name);
    }

    private static @Nullable List<String> single(@Nullable String value) {
        return value == null ? null : List.of(value);
    }

    private static @Nullable List<String> many(Iterable<String> values) {
        List<String> list = new ArrayList<>();
        values.forEach(list::add);
        return list.isEmpty() ? null : list;
    }

    private static AwsException invalid(String message) {
        return new AwsException(StsError.INVALID_PARAMETER_VALUE, message);
    }
}
