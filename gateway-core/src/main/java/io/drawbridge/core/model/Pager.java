// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Markers for paged results: the last key of a page, which a client hands back unread. A marker is bound to the
 * operation, the account and the filter that it was made for, and cannot be made up. It does not expire. Thread-safe.
 */
public final class Pager {
    /** The longest last key in bytes: its marker keeps within the 320 characters that IAM allows. */
    public static final int LAST_KEY_MAX = 220;

    private static final int MAC_LENGTH = 16;
    private static final int MARKER_MAX = 320;
    private static final int KEY_LENGTH_MIN = 32;

    private final SecretKeySpec key;

    /**
     * @param secret at least 32 bytes, the same on all nodes; copied
     */
    public Pager(byte[] secret) {
        if (secret.length < KEY_LENGTH_MIN) {
            throw new IllegalArgumentException("marker key: " + secret.length + " bytes (expected: 32 or more)");
        }
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * What a marker is good for.
     *
     * @param operation such as {@code iam:ListUsers}
     * @param accountId whose rows are listed
     * @param filter all parameters that choose rows, such as the path prefix; the page size is not among them
     */
    public record Scope(String operation, String accountId, List<String> filter) {
        public Scope {
            filter = List.copyOf(filter);
        }

        byte[] bytes() {
            int length = 0;
            byte[][] parts = new byte[filter.size() + 2][];
            for (int i = 0; i < parts.length; i++) {
                String part = i == 0 ? operation : i == 1 ? accountId : filter.get(i - 2);
                parts[i] = part.getBytes(StandardCharsets.UTF_8);
                length += parts[i].length + Integer.BYTES;
            }
            // Lengths stand before the parts, so that no two scopes have the same bytes.
            ByteBuffer out = ByteBuffer.allocate(length);
            for (byte[] part : parts) {
                out.putInt(part.length).put(part);
            }
            return out.array();
        }
    }

    /** The marker that goes on behind the given key, in URL-safe characters. */
    public String encode(Scope scope, byte[] lastKey) {
        if (lastKey.length > LAST_KEY_MAX) {
            throw new IllegalArgumentException("last key: " + lastKey.length + " bytes (expected: 0..220)");
        }
        byte[] marker = Arrays.copyOf(mac(scope, lastKey), MAC_LENGTH + lastKey.length);
        System.arraycopy(lastKey, 0, marker, MAC_LENGTH, lastKey.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marker);
    }

    /**
     * The last key of the page before.
     *
     * @throws AwsException ValidationError when the marker was not made for this scope, or was changed
     */
    public byte[] decode(Scope scope, String marker) {
        byte[] bytes = bytes(marker);
        if (bytes.length < MAC_LENGTH) {
            throw invalid();
        }
        byte[] lastKey = Arrays.copyOfRange(bytes, MAC_LENGTH, bytes.length);
        if (!MessageDigest.isEqual(mac(scope, lastKey), Arrays.copyOf(bytes, MAC_LENGTH))) {
            throw invalid();
        }
        return lastKey;
    }

    private static byte[] bytes(String marker) {
        if (marker.length() > MARKER_MAX) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(marker);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static AwsException invalid() {
        return new AwsException(CommonError.VALIDATION_ERROR, "Invalid Marker.");
    }

    private byte[] mac(Scope scope, byte[] lastKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] bound = scope.bytes();
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bound.length).array());
            mac.update(bound);
            return Arrays.copyOf(mac.doFinal(lastKey), MAC_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }
}
