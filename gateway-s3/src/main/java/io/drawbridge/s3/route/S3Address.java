// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The resource that a request addresses.
 *
 * @param bucket decoded; null for the service itself
 * @param key decoded, not empty; null for the bucket itself. Slashes, dots and everything else in it are plain text.
 */
public record S3Address(@Nullable String bucket, @Nullable String key) {
    /**
     * Reads an address.
     *
     * @param rawPath as sent
     * @param virtualHostBucket from the Host header; null for path style
     * @throws AwsException InvalidURI when the path is no percent-encoded UTF-8
     */
    public static S3Address of(String rawPath, @Nullable String virtualHostBucket) {
        // Decoded before it is split, as signatures read it: an escaped slash separates bucket and key too.
        String decoded = decode(rawPath);
        String path = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        if (virtualHostBucket != null) {
            return new S3Address(virtualHostBucket, path.isEmpty() ? null : path);
        }
        if (path.isEmpty()) {
            return new S3Address(null, null);
        }
        int slash = path.indexOf('/');
        if (slash < 0 || slash == path.length() - 1) {
            return new S3Address(slash < 0 ? path : path.substring(0, slash), null);
        }
        return new S3Address(path.substring(0, slash), path.substring(slash + 1));
    }

    /**
     * Decodes percent escapes once; a plus is a plus.
     *
     * @throws AwsException InvalidURI
     */
    public static String decode(String raw) {
        boolean plain = true;
        for (int i = 0; i < raw.length() && plain; i++) {
            plain = raw.charAt(i) != '%' && raw.charAt(i) < 0x80;
        }
        if (plain) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw invalid();
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid();
        }
    }

    private static AwsException invalid() {
        return new AwsException(S3Error.INVALID_URI, "Couldn't parse the specified URI.");
    }
}
