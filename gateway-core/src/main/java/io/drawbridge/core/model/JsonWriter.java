// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes values by their shapes into one JSON document. */
final class JsonWriter {
    private final JsonGenerator out;

    JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    void structure(Structure structure) {
        out.writeStartObject();
        for (Member member : structure.shape().members()) {
            Object value = structure.get(member.index());
            if (value != null) {
                out.writeName(member.name());
                value(value, member.shape());
            }
        }
        out.writeEndObject();
    }

    private void value(Object value, Shape shape) {
        if (value instanceof Structure structure) {
            structure(structure);
        } else if (value instanceof List<?> list && shape instanceof ListShape listShape) {
            out.writeStartArray();
            for (Object element : list) {
                value(element, listShape.element());
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map && shape instanceof MapShape mapShape) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeName(entry.getKey().toString());
                value(entry.getValue(), mapShape.value());
            }
            out.writeEndObject();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else {
            single(value, shape);
        }
    }

    private void single(Object value, Shape shape) {
        String text = Scalars.format(value, shape, false);
        boolean number =
                value instanceof Number || (value instanceof Instant && shape == TimestampShape.UNIX_TIMESTAMP);
        boolean finite = !(value instanceof Double d && !Double.isFinite(d))
                && !(value instanceof Float f && !Float.isFinite(f));
        if (number && finite) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }
}
