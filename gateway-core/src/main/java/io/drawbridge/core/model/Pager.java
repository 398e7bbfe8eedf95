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
 * Creates and verifies markers for paged results. A marker contains the last key of a page, and a client returns it
 * unread. It is bound to the operation, the account and the filter of its listing, and cannot be forged. It does not
 * expire. Thread-safe.
 */
public final class Pager {
    /** The maximum length of a last key in bytes, so that its marker has at most the 320 characters that IAM allows. */
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
     * The listing for which a marker is valid.
     *
     * @param operation such as {@code iam:ListUsers}
     * @param accountId the account whose rows are listed
     * @param filter all parameters that select rows, such as the path prefix; not the page size
     */
    public record Scope(String operation, String accountId, List<String> filter) {
        public Scope {
            filter = List.copyOf(filter);
        }

        byte[] bytes() {
            int length = 0;
            byte[][] texts = new byte[filter.size() + 2][];
            for (int i = 0; i < texts.length; i++) {
                String element = i == 0 ? operation : i == 1 ? accountId : filter.get(i - 2);
                texts[i] = element.getBytes(StandardCharsets.UTF_8);
                length += texts[i].length + Integer.BYTES;
            }
            // Each text has a length prefix, so that no two scopes have the same bytes.
            ByteBuffer out = ByteBuffer.allocate(length);
            for (byte[] element : texts) {
                out.putInt(element.length).put(element);
            }
            return out.array();
        }
    }

    /** Returns the marker that continues after the given key, in URL-safe characters. */
    public String encode(Scope scope, byte[] lastKey) {
        if (lastKey.length > LAST_KEY_MAX) {
            throw new IllegalArgumentException("last key: " + lastKey.length + " bytes (expected: 0..220)");
        }
        byte[] marker = Arrays.copyOf(mac(scope, lastKey), MAC_LENGTH + lastKey.length);
        System.arraycopy(lastKey, 0, marker, MAC_LENGTH, lastKey.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marker);
    }

    /**
     * Returns the last key of the previous page.
     *
     * @throws AwsException ValidationError when the marker was created for another scope or was changed
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
