// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the string tokens of AWS principals and replaces them in place. */
final class PrincipalRewriter {
    private PrincipalRewriter() {}

    static String rewrite(String text, UnaryOperator<String> map) {
        List<Json.Text> tokens = new ArrayList<>();
        collect(parse(text), tokens);
        tokens.sort(Comparator.comparingInt(Json.Text::offset));
        StringBuilder out = new StringBuilder(text.length() + 64);
        int copied = 0;
        for (Json.Text token : tokens) {
            String value = map.apply(token.value());
            if (!value.equals(token.value())) {
                out.append(text, copied, token.offset());
                appendQuoted(out, value);
                copied = endOfString(text, token.offset());
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    private static Json parse(String text) {
        try {
            return Json.parse(text);
        } catch (Json.Malformed malformed) {
            throw new IllegalArgumentException("policy text: no JSON (expected: a valid policy)", malformed);
        }
    }

    private static void collect(Json document, List<Json.Text> tokens) {
        Json statement = member(document, "Statement");
        List<Json> statements = statement instanceof Json.Items items
                ? items.list()
                : statement == null ? List.of() : List.of(statement);
        for (Json item : statements) {
            collectElement(member(item, "Principal"), tokens);
            collectElement(member(item, "NotPrincipal"), tokens);
        }
    }

    private static void collectElement(@Nullable Json element, List<Json.Text> tokens) {
        Json values = element instanceof Json.Members ? member(element, "AWS") : element;
        if (values instanceof Json.Text text) {
            tokens.add(text);
        } else if (values instanceof Json.Items items) {
            for (Json item : items.list()) {
                if (item instanceof Json.Text text) {
                    tokens.add(text);
                }
            }
        }
    }

    private static @Nullable Json member(Json json, String name) {
        if (!(json instanceof Json.Members members)) {
            return null;
        }
        Map<String, Json> map = members.map();
        return map.get(name);
    }

    /** Returns the index after the closing quote of the string that begins at {@code open}. */
    private static int endOfString(String text, int open) {
        int at = open + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static void appendQuoted(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
