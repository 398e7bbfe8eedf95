// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.S3Error;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Version ids: 32 characters that cannot be guessed. They encode the sequence of the version, so that its row is found
 * without an index, masked so that the ids of successive versions have nothing in common.
 */
public final class VersionIds {
    /** The id of the version that was written while versioning was not enabled. */
    public static final String NULL_VERSION = "null";

    private static final int LENGTH = 32;
    private static final int RANDOM_BYTES = 16;

    private VersionIds() {}

    /** Returns the action on the current object, or the action on versions when the request has a version id. */
    public static String action(String current, String versioned, @Nullable String versionId) {
        return versionId == null ? current : versioned;
    }

    /** Returns {@code s3:VersionId} of a version that is not named by the query of the request. */
    static ConditionValues condition(@Nullable String versionId) {
        return versionId == null ? ConditionValues.EMPTY : ConditionValues.of("s3:versionid", versionId);
    }

    /** Returns the id that responses show for a version, or null in a bucket that never had versions. */
    public static @Nullable String shown(Bucket bucket, ObjectVersion version) {
        return bucket.versioned() ? text(version) : null;
    }

    /** Returns the id of a version as requests and responses write it; {@code null} is a text too. */
    public static String text(ObjectVersion version) {
        String id = version.versionId();
        return id == null ? NULL_VERSION : id;
    }

    /** Returns a new id for the version with this sequence. */
    static String make(long sequence, RandomGenerator random) {
        byte[] noise = new byte[RANDOM_BYTES];
        random.nextBytes(noise);
        byte[] id = ByteBuffer.allocate(RANDOM_BYTES + Long.BYTES)
                .put(noise)
                .putLong(sequence ^ mask(noise))
                .array();
        return Base64.getUrlEncoder().encodeToString(id).replace('-', '.');
    }

    /**
     * Returns the sequence of the version that has this id, if any has, or empty for a text that {@link #make} does not
     * make.
     */
    public static Optional<Long> sequence(String versionId) {
        if (versionId.length() != LENGTH || versionId.indexOf('-') >= 0) {
            return Optional.empty();
        }
        ByteBuffer id;
        try {
            id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(versionId.replace('.', '-')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] noise = new byte[RANDOM_BYTES];
        id.get(noise);
        long sequence = id.getLong() ^ mask(noise);
        return sequence < 0 ? Optional.empty() : Optional.of(sequence);
    }

    private static long mask(byte[] noise) {
        return ByteBuffer.wrap(Sha256.of(noise)).getLong();
    }

    static AwsException missing(String key, String versionId) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put("Key", key);
        details.put("VersionId", versionId);
        return new AwsException(S3Error.NO_SUCH_VERSION, "The specified version does not exist.", details);
    }

    /**
     * Checks that the text may be a version id of the bucket; accepts {@code null} and the id of the null version.
     *
     * @throws AwsException InvalidArgument for a text that is not a version id, or that a bucket without versions has not
     */
    public static void requireKnown(Bucket bucket, @Nullable String versionId) {
        requireWellFormed(versionId);
        if (versionId != null && !versionId.equals("null") && !bucket.versioned()) {
            throw ObjectErrors.invalidArgument("Invalid version id specified", "versionId", versionId);
        }
    }

    /**
     * Checks that the text may be a version id; accepts {@code null} and the id of the null version.
     *
     * @throws AwsException InvalidArgument for a text that is not a version id
     */
    public static void requireWellFormed(@Nullable String versionId) {
        if (versionId == null || versionId.equals("null")) {
            return;
        }
        if (versionId.isEmpty()) {
            throw ObjectErrors.invalidArgument("Version id cannot be the empty string", "versionId", versionId);
        }
        boolean wellFormed = versionId.length() == LENGTH;
        for (int i = 0; i < versionId.length() && wellFormed; i++) {
            char c = versionId.charAt(i);
            wellFormed = c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
        }
        if (!wellFormed) {
            throw ObjectErrors.invalidArgument("Invalid version id specified", "versionId", versionId);
        }
    }
}
