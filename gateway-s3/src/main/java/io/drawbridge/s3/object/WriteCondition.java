// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
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
    /** The sequence of an object that does not exist. */
    public static final long ABSENT = -1;

    /** No condition. */
    public static final WriteCondition NONE = new WriteCondition(null, false, null);

    /**
     * Reads the condition headers of a write.
     *
     * @throws AwsException NotImplemented for what S3 does not offer
     */
    public static WriteCondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifNoneMatch == null && ifMatch.trim().equals("*")) {
            throw refusedValue("If-Match");
        }
        return ofDeletion(ifMatch, ifNoneMatch);
    }

    /**
     * Reads the condition of a deletion, which may require that any object exists.
     *
     * @throws AwsException NotImplemented for what S3 does not offer
     */
    public static WriteCondition ofDeletion(@Nullable String ifMatch) {
        return ofDeletion(ifMatch, null);
    }

    private static WriteCondition ofDeletion(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch == null && ifNoneMatch == null) {
            return NONE;
        }
        if (ifMatch != null && ifNoneMatch != null) {
            throw ObjectErrors.notImplemented(
                    "If-Match,If-None-Match", "Multiple conditional request headers present in the request");
        }
        if (ifNoneMatch != null && !ifNoneMatch.trim().equals("*")) {
            throw refusedValue("If-None-Match");
        }
        return new WriteCondition(ifMatch == null ? null : EntityTags.bare(ifMatch), ifNoneMatch != null, null);
    }

    private static AwsException refusedValue(String header) {
        return ObjectErrors.notImplemented(
                header, "We don't accept the provided value of " + header + " header for this API");
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
     * Checks that a client that states a condition loses no change of the key after its upload began.
     *
     * @param current the existing object
     * @param sequenceAtStart of the object when the upload began; {@link #ABSENT} for none, zero when unknown
     * @throws AwsException ConditionalRequestConflict
     */
    public void requireUnchanged(String key, Optional<StoredObject> current, long sequenceAtStart) {
        if (!any() || sequenceAtStart == 0) {
            return;
        }
        long sequence = current.map(StoredObject::sequence).orElse(ABSENT);
        if (sequence != sequenceAtStart) {
            throw new AwsException(
                            S3Error.CONDITIONAL_REQUEST_CONFLICT,
                            "The conditional request cannot succeed due to a conflicting operation against this"
                                    + " resource.")
                    .with("Condition", mustBeAbsent ? "If-None-Match" : "If-Match")
                    .with("Key", key);
        }
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
