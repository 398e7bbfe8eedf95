// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The condition on the object that a write replaces or removes; the transaction that writes decides it.
 *
 * @param ifMatch an entity tag or {@code *}; null for no such condition
 * @param mustBeAbsent whether no object may exist
 * @param testedTags of the object, which access checks tested; null when they tested none
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
public record WriteCondition(
        @Nullable String ifMatch,
        boolean mustBeAbsent,
        @Nullable Map<String, String> testedTags) {
    /** No condition. */
    public static final WriteCondition NONE = new WriteCondition(null, false, null);

    /**
     * Reads the condition headers of a write.
     *
     * @throws AwsException NotImplemented for what S3 does not offer
     */
    public static WriteCondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch == null && ifNoneMatch == null) {
            return NONE;
        }
        if (ifMatch != null && ifNoneMatch != null) {
            throw ObjectErrors.notImplemented("If-Match");
        }
        if (ifNoneMatch != null && !ifNoneMatch.trim().equals("*")) {
            throw ObjectErrors.notImplemented("If-None-Match");
        }
        return new WriteCondition(ifMatch == null ? null : EntityTags.bare(ifMatch), ifNoneMatch != null, null);
    }

    /** Returns the same condition for an object whose tags access checks tested. */
    WriteCondition withTestedTags(@Nullable Map<String, String> tags) {
        return tags == null ? this : new WriteCondition(ifMatch, mustBeAbsent, tags);
    }

    /** Returns whether the client states a condition. */
    public boolean any() {
        return ifMatch != null || mustBeAbsent;
    }

    /**
     * Checks that the condition holds.
     *
     * @param current the existing object
     * @throws AwsException PreconditionFailed, or NoSuchKey when there is nothing to match
     * @throws OtherTagsException when the tags are not those that were tested
     */
    public void require(String key, Optional<StoredObject> current) {
        if (testedTags != null
                && !testedTags.equals(current.map(StoredObject::tags).orElse(Map.of()))) {
            throw new OtherTagsException();
        }
        if (mustBeAbsent && current.isPresent()) {
            throw ObjectErrors.preconditionFailed("If-None-Match");
        }
        if (ifMatch == null) {
            return;
        }
        StoredObject object = current.orElseThrow(() -> ObjectErrors.noSuchKey(key));
        if (!ifMatch.equals("*") && !ifMatch.equals(object.etag())) {
            throw ObjectErrors.preconditionFailed("If-Match");
        }
    }
}
