// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of one JSON object, with its path. */
final class Fields {
    private final JsonNode node;
    private final String path;
    private final Set<String> known = new HashSet<>();

    Fields(JsonNode node, String path) throws BootstrapException {
        if (!node.isObject()) {
            throw new BootstrapException(path + ": expected an object");
        }
        this.node = node;
        this.path = path;
    }

    String at(String name) {
        return path.equals("$") ? name : path + "." + name;
    }

    String text(String name, Predicate<String> valid, String expected) throws BootstrapException {
        String value = optional(name, valid, expected);
        if (value == null) {
            throw new BootstrapException(at(name) + ": missing (expected: " + expected + ")");
        }
        return value;
    }

    @Nullable
    String optional(String name, Predicate<String> valid, String expected) throws BootstrapException {
        known.add(name);
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || !valid.test(value.stringValue())) {
            throw new BootstrapException(at(name) + ": " + value + " (expected: " + expected + ")");
        }
        return value.stringValue();
    }

    /** Returns a text whose value is never shown in an error message. */
    String secret(String name, Predicate<String> valid) throws BootstrapException {
        known.add(name);
        JsonNode value = node.get(name);
        if (value == null || !value.isString() || !valid.test(value.stringValue())) {
            throw new BootstrapException(
                    at(name) + ": missing or malformed (expected: 16 to 128 printable characters without blanks)");
        }
        return value.stringValue();
    }

    /** Returns the unchecked value of a member; null when it is absent. */
    @Nullable
    JsonNode node(String name) {
        known.add(name);
        return node.get(name);
    }

    /** Returns a member that is an object; null when it is absent or null. */
    @Nullable
    Fields object(String name) throws BootstrapException {
        JsonNode value = node(name);
        return value == null || value.isNull() ? null : new Fields(value, at(name));
    }

    /** Returns whether the member is present, also when it is null. */
    boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    List<Fields> objects(String name, int least, int most) throws BootstrapException {
        known.add(name);
        JsonNode value = node.get(name);
        int size = value == null ? 0 : value.size();
        if (value != null && !value.isArray()) {
            throw new BootstrapException(at(name) + ": expected a list");
        }
        if (size < least || size > most) {
            throw new BootstrapException(at(name) + ": " + size + " entries (expected: " + least + " to " + most + ")");
        }
        List<Fields> objects = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            objects.add(new Fields(value.get(i), at(name) + "[" + i + "]"));
        }
        return objects;
    }

    /** Returns the texts of an optional list. */
    List<String> texts(String name, int most, Predicate<String> valid, String expected) throws BootstrapException {
        known.add(name);
        JsonNode value = node.get(name);
        if (value != null && !value.isArray()) {
            throw new BootstrapException(at(name) + ": expected a list");
        }
        int size = value == null ? 0 : value.size();
        if (size > most) {
            throw new BootstrapException(at(name) + ": " + size + " entries (expected: at most " + most + ")");
        }
        List<String> texts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            JsonNode text = value.get(i);
            if (!text.isString() || !valid.test(text.stringValue())) {
                throw new BootstrapException(at(name) + "[" + i + "]: " + text + " (expected: " + expected + ")");
            }
            texts.add(text.stringValue());
        }
        return texts;
    }

    void noOthers() throws BootstrapException {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new BootstrapException(at(name) + ": unknown field (known: "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        }
    }
}
