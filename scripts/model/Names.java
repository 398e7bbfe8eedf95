// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package model;

import java.util.Locale;
import java.util.Set;

/** How the names and texts of a model are spelled in Java. */
final class Names {
    private static final Set<String> RESERVED_METHODS = Set.of(
            "hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "clone", "finalize", "equals", "shape",
            "builder", "toBuilder", "get", "require", "build", "default", "class", "public", "private", "protected",
            "static", "final", "package", "import", "interface", "enum", "switch", "case", "for", "while", "do", "if",
            "else", "return", "new", "this", "super", "try", "catch", "throw", "throws", "abstract", "native", "void",
            "int", "long", "byte", "short", "char", "float", "double", "boolean", "true", "false", "null", "continue",
            "break", "goto", "const", "volatile", "transient", "synchronized", "instanceof", "extends", "implements",
            "assert", "strictfp");

    private Names() {}

    /** Lower camel case: a leading run of capitals is one word, as in {@code mfaDevices}, {@code eTag}, {@code acl}. */
    static String methodName(String member) {
        String name = member.replaceAll("[^A-Za-z0-9]", "");
        int run = 0;
        while (run < name.length() && Character.isUpperCase(name.charAt(run))) {
            run++;
        }
        int lower = run == name.length() || run <= 1 ? run : run - 1;
        String method = name.substring(0, lower).toLowerCase(Locale.ROOT) + name.substring(lower);
        return RESERVED_METHODS.contains(method) ? method + "Member" : method;
    }

    static String upperSnake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toUpperCase(Locale.ROOT);
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String quote(String text) {
        return text == null ? "null" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
