// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The elements of {@code Forwarded} fields, each written by one proxy.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, 4</a>
 */
final class ForwardedField {
    private final String text;
    private int at;

    private ForwardedField(String text) {
        this.text = text;
    }

    /** Returns the parameters of each element, names in lower case; null when the text has another syntax. */
    static @Nullable List<Map<String, String>> parse(String text) {
        ForwardedField field = new ForwardedField(text);
        List<Map<String, String>> elements = new ArrayList<>();
        do {
            Map<String, String> element = field.element();
            if (element == null) {
                return null;
            }
            elements.add(element);
        } while (field.take(','));
        return field.at == text.length() ? elements : null;
    }

    private @Nullable Map<String, String> element() {
        Map<String, String> pairs = new HashMap<>();
        do {
            blanks();
            String name = token();
            String value = take('=') ? value() : null;
            if (name.isEmpty() || value == null || pairs.put(name.toLowerCase(Locale.ROOT), value) != null) {
                return null;
            }
            blanks();
        } while (take(';'));
        return pairs;
    }

    private @Nullable String value() {
        if (!take('"')) {
            String token = token();
            return token.isEmpty() ? null : token;
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\') {
                if (at == text.length()) {
                    return null;
                }
                c = text.charAt(at++);
            }
            out.append(c);
        }
        return null;
    }

    private String token() {
        int from = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
