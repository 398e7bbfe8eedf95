// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** A JSON value with its position in the text. Bounded in size and depth; a duplicate member is an error. */
sealed interface Json {
    /** More than any policy needs: the largest document that a parameter may contain. */
    int LENGTH_MAX = 131_072;

    /** A policy needs seven levels. */
    int DEPTH_MAX = 16;

    /** An object. */
    record Members(Map<String, Json> map, SourceSpan span) implements Json {}

    /** An array. */
    record Items(List<Json> list) implements Json {}

    /** A string with the index of its opening quote in the document. */
    record Text(String value, int offset) implements Json {}

    /** A number or a boolean as written. */
    record Scalar(String value) implements Json {}

    /** {@code null}. */
    record Nothing() implements Json {}

    /** Thrown when a text is not valid JSON or exceeds the bounds. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    /** Parses a whole document. */
    static Json parse(String text) throws Malformed {
        if (text.length() > LENGTH_MAX) {
            throw new Malformed();
        }
        try (JsonParser parser = Factory.INSTANCE.createParser(ObjectReadContext.empty(), text)) {
            Json json = Factory.value(parser);
            if (parser.nextToken() != null) {
                throw new Malformed();
            }
            return json;
        } catch (JacksonException notJson) {
            throw new Malformed();
        }
    }

    /** The position and the reason of an error in a JSON text. */
    record Fault(int line, int column, String reason) {}

    /** Returns details about a text that {@link #parse} refused. */
    static Fault fault(String text) {
        if (text.length() > LENGTH_MAX) {
            return new Fault(1, 1, "the text has " + text.length() + " characters (at most " + LENGTH_MAX + ")");
        }
        try (JsonParser parser = Factory.INSTANCE.createParser(ObjectReadContext.empty(), text)) {
            TokenStreamLocation last = parser.currentLocation();
            try {
                Factory.value(parser);
                last = parser.currentLocation();
                if (parser.nextToken() != null) {
                    return new Fault(last.getLineNr(), last.getColumnNr(), "there is text after the document");
                }
            } catch (Malformed malformed) {
                last = parser.currentLocation();
            } catch (JacksonException notJson) {
                TokenStreamLocation place = notJson.getLocation();
                TokenStreamLocation position = place == null ? last : place;
                return new Fault(position.getLineNr(), position.getColumnNr(), notJson.getOriginalMessage());
            }
            return new Fault(
                    last.getLineNr(),
                    last.getColumnNr(),
                    "an element that is there twice, half a surrogate pair, or nothing at all");
        }
    }

    /** Contains the one immutable parser factory. */
    final class Factory {
        private static final JsonFactory INSTANCE = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxDocumentLength(LENGTH_MAX)
                        .maxStringLength(LENGTH_MAX)
                        .maxNameLength(LENGTH_MAX)
                        .build())
                .build();

        private Factory() {}

        /** Returns the next value outside of a list. */
        private static Json value(JsonParser parser) throws Malformed {
            JsonToken token = parser.nextToken();
            return value(parser, token, parser.currentLocation());
        }

        // The parser bounds the depth, and so the recursion.
        private static Json value(JsonParser parser, @Nullable JsonToken token, TokenStreamLocation reportedStart)
                throws Malformed {
            if (token == null) {
                throw new Malformed();
            }
            return switch (token) {
                case START_OBJECT -> members(parser, reportedStart);
                case START_ARRAY -> items(parser);
                case VALUE_STRING -> {
                    int offset = (int) parser.currentTokenLocation().getCharOffset();
                    yield new Text(requirePairedSurrogates(parser.getString()), offset);
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getString());
                case VALUE_NULL -> new Nothing();
                default -> throw new Malformed();
            };
        }

        private static Json members(JsonParser parser, TokenStreamLocation reportedStart) throws Malformed {
            TokenStreamLocation start = parser.currentTokenLocation();
            Map<String, Json> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = requirePairedSurrogates(parser.currentName());
                if (map.put(name, value(parser)) != null) {
                    throw new Malformed();
                }
            }
            TokenStreamLocation end = parser.currentLocation();
            return new Members(
                    map,
                    new SourceSpan(
                            start.getLineNr(),
                            start.getColumnNr(),
                            end.getLineNr(),
                            end.getColumnNr(),
                            reportedStart.getLineNr(),
                            reportedStart.getColumnNr()));
        }

        /**
         * Returns the text, or throws for an unpaired surrogate, which UTF-8 cannot encode and patterns would treat as
         * a character.
         */
        private static String requirePairedSurrogates(String text) throws Malformed {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isSurrogate(c)) {
                    boolean pair = Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    if (!pair) {
                        throw new Malformed();
                    }
                    i++;
                }
            }
            return text;
        }

        private static Json items(JsonParser parser) throws Malformed {
            List<Json> list = new ArrayList<>();
            TokenStreamLocation previousEnd = parser.currentLocation();
            JsonToken token = parser.nextToken();
            while (token != JsonToken.END_ARRAY) {
                list.add(value(parser, token, previousEnd));
                previousEnd = parser.currentLocation();
                token = parser.nextToken();
            }
            return new Items(list);
        }
    }
}
