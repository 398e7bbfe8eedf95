// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;

/** The status line and the header fields of one response, as bytes of HTTP/1.1. */
final class ResponseHead {
    private static final int LENGTH_FIRST = 768;

    /** The characters of a token (RFC 9110, 5.6.2). */
    private static final boolean[] TOKEN = tokenCharacters();

    private byte[] bytes = new byte[LENGTH_FIRST];
    private int length;

    ResponseHead(int status) {
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        text("HTTP/1.1 ");
        text(line.codeAsText());
        text(" ");
        text(line.reasonPhrase());
        end();
    }

    /**
     * Adds a field. The value may come from a client, such as {@code response-content-type}: characters beyond ISO
     * 8859-1 become question marks.
     *
     * @throws IllegalArgumentException when the name is not a token or the value has a control character other than a
     *     tab
     */
    void field(String name, String value) {
        room(name.length() + value.length() + 4);
        name(name);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        value(value);
        end();
    }

    /** Ends the head with the empty line. */
    void end() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    int length() {
        return length;
    }

    void copyTo(ByteBuf target) {
        target.writeBytes(bytes, 0, length);
    }

    private void text(CharSequence text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void name(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header field without a name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                throw new IllegalArgumentException("no name of a header field: " + name);
            }
            bytes[length++] = (byte) c;
        }
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (char c = '!'; c <= '~'; c++) {
            token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return token;
    }

    private void value(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalArgumentException("a control character in the value of a header field");
            }
            bytes[length++] = c > 0xff ? (byte) '?' : (byte) c;
        }
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
