// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query in canonical encoding. Look-ups compare names in that encoding too, so two differently
 * escaped spellings of a name are the same name both here and in the string to sign.
 */
final class CanonicalQuery {
    private static final CanonicalQuery NONE = new CanonicalQuery(List.of());
    private static final int PARAMETERS_MAX = 10_000;

    private final List<Parameter> parameters;

    private record Parameter(String name, String value) implements Comparable<Parameter> {
        @Override
        public int compareTo(Parameter other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }

    private CanonicalQuery(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** Parses the query of a request line, in which a plus sign is a plus sign. */
    static CanonicalQuery parse(String rawQuery) {
        return parse(rawQuery, false);
    }

    /** Parses a query or a form and sorts its parameters into canonical order. */
    static CanonicalQuery parse(String raw, boolean plusIsBlank) {
        if (raw.isEmpty()) {
            return NONE;
        }
        List<Parameter> parameters = new ArrayList<>(8);
        int from = 0;
        while (from < raw.length()) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            if (end > from) {
                if (parameters.size() == PARAMETERS_MAX) {
                    throw new AwsException(CommonError.REQUEST_ENTITY_TOO_LARGE, "Request entity too large");
                }
                parameters.add(parameter(raw, from, end, plusIsBlank));
            }
            from = end + 1;
        }
        if (parameters.size() > 1) {
            Collections.sort(parameters);
        }
        return new CanonicalQuery(parameters);
    }

    boolean has(String name) {
        return encoded(name) != null;
    }

    /** Returns the decoded value of the first parameter with the name in canonical order, or null. */
    @Nullable
    String first(String name) {
        String encoded = encoded(name);
        return encoded == null ? null : UriEncoding.decoded(encoded);
    }

    /** Writes {@code name=value&…} without the parameters that have the excluded name. */
    void writeTo(ByteSink out, @Nullable String excludedName) {
        boolean second = false;
        for (Parameter parameter : parameters) {
            if (!parameter.name.equals(excludedName)) {
                if (second) {
                    out.put('&');
                }
                out.text(parameter.name).put('=').text(parameter.value);
                second = true;
            }
        }
    }

    /** Returns the lower-case name and the decoded value of each parameter whose name begins with the prefix. */
    List<String[]> withPrefix(String lowerCasePrefix) {
        List<String[]> matches = new ArrayList<>(2);
        for (Parameter parameter : parameters) {
            if (parameter.name.regionMatches(true, 0, lowerCasePrefix, 0, lowerCasePrefix.length())) {
                matches.add(new String[] {Ascii.lower(parameter.name), UriEncoding.decoded(parameter.value)});
            }
        }
        return matches;
    }

    private @Nullable String encoded(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                return parameter.value;
            }
        }
        return null;
    }

    private static Parameter parameter(String raw, int from, int end, boolean plusIsBlank) {
        int equals = raw.indexOf('=', from);
        if (equals < 0 || equals >= end) {
            return new Parameter(UriEncoding.canonical(raw, from, end, plusIsBlank), "");
        }
        return new Parameter(
                UriEncoding.canonical(raw, from, equals, plusIsBlank),
                UriEncoding.canonical(raw, equals + 1, end, plusIsBlank));
    }
}
