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
 * The parameters of a query in canonical encoding. Names are looked up in that encoding too, so an escaped spelling
 * of a name is the same name here and in the string that is signed.
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

    /**
     * The parameters of a query or a form in canonical order. A plus sign is a blank, as it is for the readers of the
     * parameters: a signature for {@code %2B} does not hold for {@code +}, which would be read as something else.
     */
    static CanonicalQuery parse(String raw) {
        if (raw.isEmpty()) {
            return NONE;
        }
        List<Parameter> found = new ArrayList<>(8);
        int from = 0;
        while (from < raw.length()) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            if (end > from) {
                if (found.size() == PARAMETERS_MAX) {
                    throw new AwsException(CommonError.REQUEST_ENTITY_TOO_LARGE, "Request entity too large");
                }
                found.add(parameter(raw, from, end));
            }
            from = end + 1;
        }
        if (found.size() > 1) {
            Collections.sort(found);
        }
        return new CanonicalQuery(found);
    }

    boolean has(String name) {
        return encoded(name) != null;
    }

    /** The decoded first value in canonical order, or null. */
    @Nullable
    String first(String name) {
        String encoded = encoded(name);
        return encoded == null ? null : UriEncoding.decoded(encoded);
    }

    /** Writes {@code name=value&…} without the parameters of one name. */
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

    /** Calls for each parameter whose name begins with the prefix, in lower case, with the decoded value. */
    List<String[]> withPrefix(String lowerCasePrefix) {
        List<String[]> found = new ArrayList<>(2);
        for (Parameter parameter : parameters) {
            if (parameter.name.regionMatches(true, 0, lowerCasePrefix, 0, lowerCasePrefix.length())) {
                found.add(new String[] {Ascii.lower(parameter.name), UriEncoding.decoded(parameter.value)});
            }
        }
        return found;
    }

    private @Nullable String encoded(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                return parameter.value;
            }
        }
        return null;
    }

    private static Parameter parameter(String raw, int from, int end) {
        int equals = raw.indexOf('=', from);
        if (equals < 0 || equals >= end) {
            return new Parameter(UriEncoding.canonical(raw, from, end, true), "");
        }
        return new Parameter(
                UriEncoding.canonical(raw, from, equals, true), UriEncoding.canonical(raw, equals + 1, end, true));
    }
}
