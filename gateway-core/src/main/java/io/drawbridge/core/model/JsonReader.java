// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the values of one JSON document by their shapes. The parser is at the first token of each value. */
final class JsonReader {
    private static final int EXPONENT_MAX = 20;

    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    <T extends Structure> T structure(StructureShape<T> shape) {
        expect(JsonToken.START_OBJECT, shape);
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Member member = shape.member(parser.currentName());
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                values[member.index()] = value(member.shape());
            }
        }
        return shape.create(values);
    }

    private Object value(Shape shape) {
        if (shape instanceof StructureShape<?> structure) {
            return structure(structure);
        } else if (shape instanceof ListShape list) {
            return list(list);
        } else if (shape instanceof MapShape map) {
            return map(map);
        } else if (shape instanceof TimestampShape time) {
            return timestamp(time);
        } else if (shape instanceof BooleanShape) {
            return bool(shape);
        } else if (shape instanceof StringShape) {
            expect(JsonToken.VALUE_STRING, shape);
            return parser.getString();
        } else if (shape instanceof BlobShape) {
            expect(JsonToken.VALUE_STRING, shape);
            return blob(parser.getString());
        }
        return number(shape);
    }

    private List<Object> list(ListShape shape) {
        expect(JsonToken.START_ARRAY, shape);
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_NULL) {
                elements.add(value(shape.element()));
            }
        }
        return elements;
    }

    private Map<String, Object> map(MapShape shape) {
        expect(JsonToken.START_OBJECT, shape);
        Map<String, Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                entries.put(key, value(shape.value()));
            }
        }
        return entries;
    }

    private Boolean bool(Shape shape) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw unexpected(shape);
        };
    }

    private static byte[] blob(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw JsonCodec.malformed("A blob is not valid base64.");
        }
    }

    /** Reads a number; a fraction may also be one of the texts NaN, Infinity and -Infinity. */
    private Object number(Shape shape) {
        boolean fraction = shape instanceof FloatShape || shape instanceof DoubleShape;
        JsonToken token = parser.currentToken();
        boolean text = token == JsonToken.VALUE_STRING && fraction && isNotFinite(parser.getString());
        if (token != JsonToken.VALUE_NUMBER_INT && !(token == JsonToken.VALUE_NUMBER_FLOAT && fraction) && !text) {
            throw unexpected(shape);
        }
        Object value = Scalars.parse(parser.getString(), shape);
        if (value == null) {
            throw unexpected(shape);
        }
        return value;
    }

    private static boolean isNotFinite(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    /** Reads seconds as a number, also with an exponent; other forms where the model says so. */
    private Instant timestamp(TimestampShape shape) {
        boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        if (shape != TimestampShape.UNIX_TIMESTAMP) {
            expect(JsonToken.VALUE_STRING, shape);
            return Timestamps.parse(parser.getString()).orElseThrow(() -> unexpected(shape));
        }
        if (!number) {
            throw unexpected(shape);
        }
        try {
            BigDecimal seconds = new BigDecimal(parser.getString());
            if (Math.abs((long) seconds.precision() - seconds.scale()) > EXPONENT_MAX
                    || seconds.scale() > EXPONENT_MAX) {
                throw unexpected(shape);
            }
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(9).longValue());
        } catch (ArithmeticException | DateTimeException e) {
            throw unexpected(shape);
        }
    }

    private void expect(JsonToken token, Shape shape) {
        if (parser.currentToken() != token) {
            throw unexpected(shape);
        }
    }

    /** AWS: the text does not contain the path of the member. */
    private AwsException unexpected(Shape shape) {
        return JsonCodec.malformed("Unexpected value for type " + Scalars.typeName(shape) + ".");
    }
}
