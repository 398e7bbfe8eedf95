// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The encoding of keys in the response: XML cannot carry all characters. */
enum TextEncoding {
    PLAIN,
    URL;

    private static final String HEX = "0123456789ABCDEF";

    /** @throws AwsException InvalidArgument for any type but url */
    static TextEncoding of(@Nullable String encodingType) {
        if (encodingType == null) {
            return PLAIN;
        }
        if (encodingType.equals("url")) {
            return URL;
        }
        throw new AwsException(S3Error.INVALID_ARGUMENT, "Invalid Encoding Method specified in Request")
                .with("ArgumentName", "encoding-type")
                .with("ArgumentValue", encodingType);
    }

    /** Returns the value of the response's EncodingType element. */
    @Nullable
    String parameter() {
        return this == URL ? "url" : null;
    }

    /** Returns the text as the response shows it; null stays null. */
    @Nullable
    String encode(@Nullable String text) {
        return text == null || this == PLAIN ? text : url(text);
    }

    /** Percent-encodes all characters except unreserved ones and the slash; a blank becomes a plus, as in a form. */
    private static String url(String text) {
        StringBuilder out = null;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            int c = utf8[i] & 0xFF;
            if (out == null && !unreserved(c)) {
                out = new StringBuilder(utf8.length + 16).append(text, 0, i);
            }
            if (out != null && unreserved(c)) {
                out.append((char) c);
            } else if (out != null && c == ' ') {
                out.append('+');
            } else if (out != null) {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean unreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.~/".indexOf(c) >= 0;
    }
}
