// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates parameters against the constraints of the model with the error texts of the AWS Query services: all
 * violations in one {@code ValidationError}, members in the order of the model.
 */
public final class Validator {
    /** The maximum number of violations in one error; AWS reports all. */
    private static final int VIOLATIONS_MAX = 64;

    /** A longer text is matched against a pattern only when the member allows that length. */
    private static final int PATTERN_LENGTH_MAX = 2048;

    /** The longest part of a value that an error repeats: a limit of this server. */
    private static final int VALUE_LENGTH_MAX = 1024;

    /** Whether the errors of a service repeat the values that it refuses. */
    public enum RefusedValues {
        /** {@code Value 'a b' at 'roleName' failed …}, as STS answers. */
        SHOWN,
        /** {@code Value at 'roleName' failed …}, as IAM answers. */
        HIDDEN
    }

    private Validator() {}

    /**
     * Validates all members, recursively.
     *
     * @throws AwsException ValidationError that names every violation
     */
    public static void check(Structure structure, RefusedValues refusedValues) {
        Violations violations = new Violations(refusedValues);
        members(structure, null, violations);
        violations.refuse();
    }

    private static void members(Structure structure, @Nullable Path parent, Violations violations) {
        for (Member member : structure.shape().members()) {
            Object value = structure.get(member.index());
            if (value != null) {
                value(value, member.shape(), new Path(parent, member.name(), true), violations);
            } else if (member.required()) {
                violations.add(null, member.shape(), new Path(parent, member.name(), true), "Member must not be null");
            }
        }
    }

    private static void value(Object value, Shape shape, Path path, Violations violations) {
        if (shape instanceof StringShape string) {
            text((String) value, string, path, violations);
        } else if (shape instanceof IntegerShape integer) {
            number(value, shape, integer.min(), integer.max(), path, violations);
        } else if (shape instanceof LongShape number) {
            number(value, shape, number.min(), number.max(), path, violations);
        } else if (shape instanceof BlobShape blob && value instanceof byte[] bytes) {
            size(bytes.length, value, shape, blob.lengthMin(), blob.lengthMax(), path, violations);
        } else if (shape instanceof ListShape list) {
            List<?> elements = (List<?>) value;
            size(elements.size(), value, shape, list.sizeMin(), list.sizeMax(), path, violations);
            if (list.element() instanceof StringShape element) {
                texts(elements, list, element, path, violations);
                return;
            }
            for (int i = 0; i < elements.size(); i++) {
                value(elements.get(i), list.element(), path.element(Integer.toString(i + 1)), violations);
            }
        } else if (shape instanceof MapShape map) {
            Map<?, ?> entries = (Map<?, ?>) value;
            size(entries.size(), value, shape, map.sizeMin(), map.sizeMax(), path, violations);
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                value(entry.getKey(), map.key(), path, violations);
                value(entry.getValue(), map.value(), path.element((String) entry.getKey()), violations);
            }
        } else if (value instanceof Structure structure) {
            members(structure, path, violations);
        }
    }

    /**
     * AWS: the violation of the pattern comes before that of the length (observed with AssumeRoleWithSAML and an empty
     * role ARN).
     */
    private static void text(String value, StringShape shape, Path path, Violations violations) {
        int length = value.length();
        if (length > shape.lengthMax() || shape.lengthMin() > 0) {
            length = value.codePointCount(0, length);
        }
        String pattern = shape.pattern();
        if (pattern != null
                && length <= Math.max(PATTERN_LENGTH_MAX, bounded(shape.lengthMax()))
                && !shape.matches(value)) {
            violations.requireNoPath(path);
            violations.add(value, shape, path, "Member must satisfy regular expression pattern: " + pattern);
        }
        size(length, value, shape, shape.lengthMin(), shape.lengthMax(), path, violations);
        List<String> values = shape.values();
        if (!values.isEmpty() && !values.contains(value)) {
            violations.add(value, shape, path, "Member must satisfy enum value set: " + values);
        }
    }

    /** AWS: of a list of strings the list is reported, once, with all constraints of its elements (recorded of IAM). */
    private static void texts(List<?> elements, ListShape list, StringShape element, Path path, Violations violations) {
        Violations inside = new Violations(RefusedValues.HIDDEN);
        for (Object text : elements) {
            text((String) text, element, path, inside);
        }
        if (inside.isEmpty()) {
            return;
        }
        List<String> constraints = new ArrayList<>();
        if (element.lengthMax() != Integer.MAX_VALUE) {
            constraints.add("Member must have length less than or equal to " + element.lengthMax());
        }
        if (element.lengthMin() > 0) {
            constraints.add("Member must have length greater than or equal to " + element.lengthMin());
        }
        if (element.pattern() != null) {
            constraints.add("Member must satisfy regular expression pattern: " + element.pattern());
        }
        if (!element.values().isEmpty()) {
            constraints.add("Member must satisfy enum value set: " + element.values());
        }
        constraints.add("Member must not be null");
        violations.add(elements, list, path, "Member must satisfy constraint: " + constraints);
    }

    private static int bounded(int lengthMax) {
        return lengthMax == Integer.MAX_VALUE ? FormParameters.SIZE_MAX : lengthMax;
    }

    private static void size(int size, Object value, Shape shape, int min, int max, Path path, Violations violations) {
        if (size < min) {
            violations.add(value, shape, path, "Member must have length greater than or equal to " + min);
        } else if (size > max) {
            violations.add(value, shape, path, "Member must have length less than or equal to " + max);
        }
    }

    private static void number(Object value, Shape shape, long min, long max, Path path, Violations violations) {
        long number = ((Number) value).longValue();
        if (number < min) {
            violations.add(value, shape, path, "Member must have value greater than or equal to " + min);
        } else if (number > max) {
            violations.add(value, shape, path, "Member must have value less than or equal to " + max);
        }
    }

    /** The path of a value; converted to text only for a violation. */
    private record Path(@Nullable Path parent, String name, boolean member) {
        Path element(String key) {
            return new Path(new Path(this, key, false), "member", false);
        }

        void write(StringBuilder out) {
            if (parent != null) {
                parent.write(out);
                out.append('.');
            }
            if (member) {
                // AWS: only the first letter changes, as in 'sAMLProviderArn'.
                out.append(Character.toLowerCase(name.charAt(0))).append(name, 1, name.length());
            } else {
                out.append(name);
            }
        }
    }

    private static final class Violations {
        private final RefusedValues refusedValues;
        private @Nullable List<String> texts;

        Violations(RefusedValues refusedValues) {
            this.refusedValues = refusedValues;
        }

        /** AWS: IAM has its own text for a path of the wrong form (recorded). */
        void requireNoPath(Path path) {
            if (refusedValues == RefusedValues.HIDDEN
                    && path.parent() == null
                    && path.name().equals("Path")) {
                throw new AwsException(
                        CommonError.VALIDATION_ERROR,
                        "The specified value for path is invalid. It must begin and end with / and contain only"
                                + " alphanumeric characters and/or / characters.");
            }
        }

        boolean isEmpty() {
            return texts == null;
        }

        void add(@Nullable Object value, Shape shape, Path path, String constraint) {
            if (texts == null) {
                texts = new ArrayList<>();
            }
            if (texts.size() >= VIOLATIONS_MAX) {
                return;
            }
            StringBuilder out = new StringBuilder(128).append("Value ");
            if (refusedValues == RefusedValues.SHOWN) {
                append(value, shape, out);
            }
            out.append("at '");
            path.write(out);
            texts.add(out.append("' failed to satisfy constraint: ")
                    .append(constraint)
                    .toString());
        }

        private static void append(@Nullable Object value, Shape shape, StringBuilder out) {
            if (value == null) {
                out.append("null ");
            } else if (!shape.sensitive() && !(value instanceof byte[])) {
                String text = value.toString();
                out.append('\'')
                        .append(text, 0, Math.min(text.length(), VALUE_LENGTH_MAX))
                        .append("' ");
            }
        }

        void refuse() {
            if (texts != null) {
                String errors = texts.size() == 1 ? " validation error detected: " : " validation errors detected: ";
                throw new AwsException(CommonError.VALIDATION_ERROR, texts.size() + errors + String.join("; ", texts));
            }
        }
    }
}
