// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What was looked up for one request: an action does its work on the very thing that its checks were about, though
 * something else may have taken the name meanwhile. Used by the one thread that handles the request.
 */
public final class RequestFindings {
    private final Map<Object, Object> found = new HashMap<>(4);

    /**
     * What was found before under the name, or is found now.
     *
     * @param name of a type that nobody else uses for another kind of thing
     * @param search is not remembered when it throws
     */
    @SuppressWarnings("unchecked") // one kind of thing for each type of name
    public <T> T once(Finding<T> name, Supplier<T> search) {
        Object known = found.get(name);
        if (known == null) {
            known = Objects.requireNonNull(search.get());
            found.put(name, known);
        }
        return (T) known;
    }

    /**
     * A name with the kind of thing that it is a name of; equal to what asks for the same thing.
     *
     * @param <T> what is found
     */
    public interface Finding<T> {}
}
