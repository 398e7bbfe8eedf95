// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.tagging;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.s3.bucket.BucketSetting;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html">Bucket tags</a>
 */
public final class BucketTags {
    /** Absent on a bucket without tags. */
    public static final BucketSetting<Map<String, String>> SETTING =
            new BucketSetting<>("tagging", BucketTags::toBytes, BucketTags::fromBytes);

    private static final int TYPE = 66;

    private BucketTags() {}

    /**
     * Checks the tags for a bucket and returns them in order.
     *
     * @throws AwsException InvalidTag, or BadRequest when there are too many
     */
    public static Map<String, String> checked(List<Tag> tags) {
        if (tags.size() > S3Limits.BUCKET_TAGS_MAX) {
            throw new AwsException(S3Error.BAD_REQUEST, "Bucket tag count cannot be greater than 50");
        }
        Map<String, String> checkedTags = new LinkedHashMap<>();
        for (Tag tag : tags) {
            check(tag.key(), tag.value());
            if (checkedTags.put(tag.key(), tag.value()) != null) {
                throw invalid("Cannot provide multiple Tags with the same key", "TagKey", tag.key());
            }
        }
        return checkedTags;
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.codePointCount(0, key.length()) > S3Limits.TAG_KEY_LENGTH_MAX || !plain(key)) {
            throw invalid("The TagKey you have provided is invalid", "TagKey", key);
        }
        if (key.regionMatches(true, 0, "aws:", 0, 4)) {
            throw invalid("System tags cannot be added/updated by requester", "TagKey", key);
        }
        if (value.codePointCount(0, value.length()) > S3Limits.TAG_VALUE_LENGTH_MAX || !plain(value)) {
            throw invalid("The TagValue you have provided is invalid", "TagValue", value);
        }
    }

    private static boolean plain(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isLetter(c)
                        || Character.isDigit(c)
                        || Character.isSpaceChar(c)
                        || "_.:/=+-@".indexOf(c) >= 0);
    }

    private static AwsException invalid(String text, String element, String value) {
        return new AwsException(S3Error.INVALID_TAG, text, Map.of(element, value));
    }

    /** Returns the condition keys that tags in a request stand for; none without tags. */
    public static ConditionValues requestValues(List<Tag> tags) {
        if (tags.isEmpty()) {
            return ConditionValues.EMPTY;
        }
        List<Map.Entry<String, String>> entries = new ArrayList<>(tags.size());
        List<String> keys = new ArrayList<>(tags.size());
        for (Tag tag : tags) {
            keys.add(tag.key());
            entries.add(Map.entry(tag.key(), tag.value()));
        }
        return TagKeys.values("aws:requesttag/", entries)
                .or(ConditionValues.of(Map.of("aws:tagkeys", List.copyOf(keys))));
    }

    private static byte[] toBytes(Map<String, String> tags) {
        return new RecordWriter(TYPE, 1).pairs(1, tags).toBytes();
    }

    private static Map<String, String> fromBytes(byte[] bytes) {
        return RecordFields.read(TYPE, bytes).pairs(1);
    }

    /** Returns the tags as the wire shows them. */
    static List<Tag> tagSet(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
