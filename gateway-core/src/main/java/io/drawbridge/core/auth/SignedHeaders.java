// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of signed header names. */
final class SignedHeaders {
    private SignedHeaders() {}

    /**
     * Splits at semicolons. Returns empty when a name is empty or occurs twice, or when there are too many: no client
     * signs such a list, and it could make the server hash far more bytes than it received.
     */
    static List<String> split(String text) {
        List<String> names = new ArrayList<>(8);
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf(';', from);
            end = end < 0 ? text.length() : end;
            String name = text.substring(from, end);
            if (name.isEmpty() || names.size() == SigV4Signature.SIGNED_HEADERS_MAX || contains(names, name)) {
                return List.of();
            }
            names.add(name);
            from = end + 1;
        }
        return names;
    }

    static @Nullable String nonEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static boolean contains(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (HttpHeaders.isSameName(names.get(i), name)) {
                return true;
            }
        }
        return false;
    }
}
