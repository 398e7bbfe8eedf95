// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.object.ObjectTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position at which a page begins.
 *
 * @param kind the kind of entry after which the page begins
 * @param text a key or a prefix; empty at the start
 */
record ListingPosition(Kind kind, String text) {
    /** The kind of entry after which a page begins. */
    enum Kind {
        START('s'),
        BEHIND_KEY('k'),
        BEHIND_PREFIX('p');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    static final ListingPosition START = new ListingPosition(Kind.START, "");

    private static final int DIGEST_LENGTH = 12;
    private static final int MARKER_LENGTH_MAX = S3Limits.KEY_LENGTH_MAX + 64;

    static ListingPosition behindKey(@Nullable String key) {
        return key == null || key.isEmpty() ? START : new ListingPosition(Kind.BEHIND_KEY, cut(key));
    }

    static ListingPosition behindPrefix(String prefix) {
        return new ListingPosition(Kind.BEHIND_PREFIX, prefix);
    }

    /** Cuts a marker. No key is as long as the limit, so that the order among keys stays. */
    private static String cut(String marker) {
        if (marker.length() <= MARKER_LENGTH_MAX) {
            return marker;
        }
        boolean pair = Character.isHighSurrogate(marker.charAt(MARKER_LENGTH_MAX - 1));
        return marker.substring(0, pair ? MARKER_LENGTH_MAX - 1 : MARKER_LENGTH_MAX);
    }

    /**
     * Returns the position of a marker. A marker below a common prefix means the position after the whole prefix,
     * because the page before showed that prefix.
     */
    static ListingPosition afterMarker(@Nullable String marker, String prefix, @Nullable String delimiter) {
        if (marker == null || marker.isEmpty() || delimiter == null || !marker.startsWith(prefix)) {
            return behindKey(marker);
        }
        int end = cut(marker).indexOf(delimiter, prefix.length());
        return end < 0 ? behindKey(marker) : behindPrefix(marker.substring(0, end + delimiter.length()));
    }

    static ListingPosition after(ListingPage.Entry entry) {
        return entry instanceof ListingPage.Prefix prefix ? behindPrefix(prefix.text()) : behindKey(entry.text());
    }

    /** Returns the rest of a range of objects, after this position. */
    KeyRange restOf(KeyRange range, Bucket bucket) {
        return switch (kind) {
            case START -> range;
            case BEHIND_KEY -> range.after(ObjectTable.place(bucket, text));
            case BEHIND_PREFIX ->
                range.startingAt(ObjectTable.range(bucket, text).to());
        };
    }

    /**
     * Returns this position as a continuation token. It is bound to the bucket and needs no secret, because a caller
     * that may list may begin at any key.
     */
    String token(Bucket bucket) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] token = new byte[1 + DIGEST_LENGTH + utf8.length];
        token[0] = (byte) kind.letter;
        System.arraycopy(digest(bucket, kind, utf8), 0, token, 1, DIGEST_LENGTH);
        System.arraycopy(utf8, 0, token, 1 + DIGEST_LENGTH, utf8.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * @throws AwsException InvalidArgument when the token was made for another bucket, or was changed
     */
    static ListingPosition ofToken(String token, Bucket bucket) {
        byte[] bytes = bytes(token);
        if (bytes.length <= 1 + DIGEST_LENGTH) {
            throw invalid();
        }
        Kind kind = bytes[0] == Kind.BEHIND_PREFIX.letter ? Kind.BEHIND_PREFIX : Kind.BEHIND_KEY;
        byte[] utf8 = Arrays.copyOfRange(bytes, 1 + DIGEST_LENGTH, bytes.length);
        byte[] digest = Arrays.copyOfRange(bytes, 1, 1 + DIGEST_LENGTH);
        if (!MessageDigest.isEqual(digest, digest(bucket, kind, utf8))) {
            throw invalid();
        }
        return new ListingPosition(kind, new String(utf8, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String token) {
        try {
            if (token.length() <= S3Limits.LISTING_TOKEN_LENGTH_MAX) {
                return Base64.getUrlDecoder().decode(token);
            }
        } catch (IllegalArgumentException e) {
            // The token is not one of this server.
        }
        throw invalid();
    }

    private static byte[] digest(Bucket bucket, Kind kind, byte[] utf8) {
        ByteBuffer bound = ByteBuffer.allocate(Long.BYTES + 1 + utf8.length);
        bound.putLong(bucket.id()).put((byte) kind.letter).put(utf8);
        return Arrays.copyOf(Sha256.of(bound.array()), DIGEST_LENGTH);
    }

    private static AwsException invalid() {
        return new AwsException(
                S3Error.INVALID_ARGUMENT,
                "The continuation token provided is incorrect",
                Map.of("ArgumentName", "continuation-token"));
    }
}
