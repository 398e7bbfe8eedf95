// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Converts scalar values to and from text, in the same form for parameters, elements and headers. */
final class Scalars {
    private Scalars() {}

    /** Returns the value of a text that is not a list, map or structure; null when the text does not have that type. */
    static @Nullable Object parse(String text, Shape shape) {
        try {
            if (shape instanceof StringShape) {
                return text;
            } else if (shape instanceof IntegerShape) {
                return Integer.valueOf(text.trim());
            } else if (shape instanceof LongShape) {
                return Long.valueOf(text.trim());
            } else if (shape instanceof BooleanShape) {
                return bool(text.trim());
            } else if (shape instanceof TimestampShape) {
                return Timestamps.parse(text).orElse(null);
            } else if (shape instanceof BlobShape) {
                return Base64.getDecoder().decode(text.trim());
            } else if (shape instanceof FloatShape) {
                return (float) fraction(text.trim());
            } else if (shape instanceof DoubleShape) {
                return fraction(text.trim());
            }
        } catch (IllegalArgumentException e) {
            return null;
        }
        throw new IllegalArgumentException("shape: " + shape + " (expected: a single value)");
    }

    private static @Nullable Boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return Boolean.TRUE;
        }
        return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    /** Java's own parser also accepts hexadecimal fractions and type suffixes, which no service accepts. */
    private static double fraction(String text) {
        if (text.equals("NaN")) {
            return Double.NaN;
        } else if (text.equals("Infinity")) {
            return Double.POSITIVE_INFINITY;
        } else if (text.equals("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return Double.parseDouble(text);
    }

    /** Returns the text of a scalar value. */
    static String format(Object value, Shape shape, boolean milliseconds) {
        if (value instanceof Instant time) {
            TimestampShape form = shape instanceof TimestampShape timestamp ? timestamp : TimestampShape.ISO8601;
            return Timestamps.format(time, form, milliseconds);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Double || value instanceof Float) {
            return fraction((Number) value);
        }
        return value.toString();
    }

    /** Writes whole numbers without a fraction, as JavaScript and Python clients expect. */
    private static String fraction(Number value) {
        String text = value.toString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String typeName(Shape shape) {
        String name = shape instanceof Enum<?> constant
                ? constant.getDeclaringClass().getSimpleName()
                : shape.getClass().getSimpleName();
        return name.replace("Shape", "");
    }
}
