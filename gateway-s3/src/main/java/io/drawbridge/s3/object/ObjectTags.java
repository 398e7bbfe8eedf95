// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of objects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Object tagging</a>
 */
public final class ObjectTags {
    private static final String HEADER = "x-amz-tagging";
    private static final String REQUEST_KEY = "s3:requestobjecttag/";

    private ObjectTags() {}

    /**
     * Returns the tags in the header of a write.
     *
     * @param header as a query string; null for none
     * @throws AwsException InvalidArgument, InvalidTag or BadRequest
     */
    public static Map<String, String> ofHeader(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return Map.of();
        }
        AwsException malformed = malformedHeader(header);
        if (header.indexOf(',') >= 0) {
            throw malformed;
        }
        FormParameters pairs = FormParameters.parse(header, S3Error.INVALID_ARGUMENT, malformed.text());
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            if (tags.put(pairs.name(i), pairs.value(i)) != null) {
                throw malformed;
            }
        }
        return checked(tags);
    }

    private static AwsException malformedHeader(String header) {
        return new AwsException(
                        S3Error.INVALID_ARGUMENT,
                        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters"
                                + " without tag name duplicates.")
                .with("ArgumentName", HEADER)
                .with("ArgumentValue", header);
    }

    /**
     * Returns the tags in a document.
     *
     * @throws AwsException InvalidTag or BadRequest
     */
    static Map<String, String> of(List<Tag> list) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : list) {
            if (tags.put(tag.key(), tag.value()) != null) {
                throw new AwsException(
                        S3Error.INVALID_TAG,
                        "Cannot provide multiple Tags with the same key",
                        Map.of("TagKey", tag.key()));
            }
        }
        return checked(tags);
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > S3Limits.OBJECT_TAGS_MAX) {
            throw new AwsException(
                    S3Error.BAD_REQUEST, "Object tags cannot be greater than " + S3Limits.OBJECT_TAGS_MAX);
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String key = tag.getKey();
            if (key.isEmpty() || key.codePointCount(0, key.length()) > S3Limits.TAG_KEY_LENGTH_MAX || !allowed(key)) {
                throw invalid("The TagKey you have provided is invalid", "TagKey", key);
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw invalid("System tags cannot be added/updated by requester", "TagKey", key);
            }
            String value = tag.getValue();
            if (value.codePointCount(0, value.length()) > S3Limits.TAG_VALUE_LENGTH_MAX || !allowed(value)) {
                throw invalid("The TagValue you have provided is invalid", "TagValue", value);
            }
        }
        return tags;
    }

    private static AwsException invalid(String message, String element, String text) {
        return new AwsException(S3Error.INVALID_TAG, message, Map.of(element, text));
    }

    /** Returns whether the text consists of letters, digits and spaces of any script, and {@code + - = . _ : / @}. */
    private static boolean allowed(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean valid = Character.isLetterOrDigit(c)
                    || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.COMBINING_SPACING_MARK
                    || "+-=._:/@".indexOf(c) >= 0;
            if (!valid) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** Returns the tags as a document lists them. */
    static List<Tag> list(Map<String, String> tags) {
        List<Tag> list = new ArrayList<>(tags.size());
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        return list;
    }

    /** Returns {@code s3:RequestObjectTag/k} and {@code s3:RequestObjectTagKeys} for the tags in a request. */
    static ConditionValues requested(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return ConditionValues.EMPTY;
        }
        List<String> keys = List.copyOf(tags.keySet());
        return key -> {
            if (key.equals("s3:requestobjecttagkeys")) {
                return keys;
            }
            return key.startsWith(REQUEST_KEY) ? value(tags, key.substring(REQUEST_KEY.length())) : null;
        };
    }

    /** Returns the value of the tag with this key, without regard to case; ambiguous when two tags match. */
    static @Nullable List<String> value(Map<String, String> tags, String lowerCaseKey) {
        return TagKeys.values(tags.entrySet(), lowerCaseKey);
    }
}
