// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of user metadata in headers, which carry ASCII only: other characters are in encoded words.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">User metadata</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a>
 */
final class MetadataText {
    private static final Pattern WORD =
            Pattern.compile("=\\?(UTF-8|ISO-8859-1|US-ASCII)\\?([BQ])\\?([^? ]*)\\?=", Pattern.CASE_INSENSITIVE);

    private MetadataText() {}

    /** Returns the metadata of a request as it is stored: encoded words are decoded, all else stays. */
    static @Nullable Map<String, String> decoded(@Nullable Map<String, String> metadata) {
        if (metadata == null || metadata.values().stream().noneMatch(value -> value.contains("=?"))) {
            return metadata;
        }
        Map<String, String> decoded = new LinkedHashMap<>();
        metadata.forEach((name, value) -> decoded.put(name, decoded(value)));
        return decoded;
    }

    private static String decoded(String value) {
        StringBuilder out = new StringBuilder(value.length());
        Matcher word = WORD.matcher(value);
        int end = 0;
        while (word.find()) {
            String between = value.substring(end, word.start());
            // Blanks between two words separate them and mean nothing.
            out.append(end > 0 && between.isBlank() ? "" : between);
            out.append(word(word));
            end = word.end();
        }
        return out.append(value.substring(end)).toString();
    }

    private static String word(Matcher word) {
        Charset charset = Charset.forName(word.group(1));
        String text = word.group(3);
        byte[] bytes;
        try {
            bytes = word.group(2).equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quoted(text);
        } catch (IllegalArgumentException e) {
            return word.group();
        }
        String plain = new String(bytes, charset);
        // A response could not repeat a line break.
        return plain.chars().anyMatch(c -> c < ' ' || c == 0x7F) ? word.group() : plain;
    }

    private static byte[] quoted(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("quoted word: " + text);
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '_' ? ' ' : c);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Returns the metadata as a response shows it: a value that is not ASCII is one encoded word. */
    static Map<String, String> encoded(Map<String, String> metadata) {
        if (metadata.values().stream().allMatch(MetadataText::isAscii)) {
            return metadata;
        }
        Map<String, String> encoded = new LinkedHashMap<>();
        metadata.forEach((name, value) -> encoded.put(name, isAscii(value) ? value : word(value)));
        return encoded;
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }

    private static String word(String value) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
