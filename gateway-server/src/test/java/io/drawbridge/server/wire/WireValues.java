// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.wire;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.model.BlobShape;
import io.drawbridge.core.model.DoubleShape;
import io.drawbridge.core.model.FloatShape;
import io.drawbridge.core.model.IntegerShape;
import io.drawbridge.core.model.ListShape;
import io.drawbridge.core.model.MapShape;
import io.drawbridge.core.model.Member;
import io.drawbridge.core.model.Shape;
import io.drawbridge.core.model.StringShape;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.StructureShape;
import io.drawbridge.core.model.TimestampShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shapes and values as JSON. */
// NullAway does not see on JDK 17 that the elements of an array parameter in a compiled class may be null.
@SuppressWarnings("NullAway")
final class WireValues {
    private WireValues() {}

    /** What the other side needs to know of a shape. No service of ours has a structure that contains itself. */
    static Map<String, Object> schema(Shape shape) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", type(shape));
        if (shape instanceof StructureShape<?> structure) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (Member member : structure.members()) {
                Map<String, Object> inner = schema(member.shape());
                inner.put("location", member.location().name());
                inner.put("required", member.required());
                members.put(member.name(), inner);
            }
            out.put("members", members);
        } else if (shape instanceof ListShape list) {
            out.put("element", schema(list.element()));
        } else if (shape instanceof MapShape map) {
            out.put("value", schema(map.value()));
            out.put("keys", map.key().values());
        } else if (shape instanceof StringShape string) {
            out.put("values", string.values());
        }
        return out;
    }

    private static String type(Shape shape) {
        if (shape instanceof StructureShape) {
            return "structure";
        }
        Class<?> type = shape instanceof Enum<?> constant ? constant.getDeclaringClass() : shape.getClass();
        return type.getSimpleName().replace("Shape", "").toLowerCase(Locale.ROOT);
    }

    static Object toJson(Object value) {
        if (value instanceof Structure structure) {
            Map<String, Object> out = new LinkedHashMap<>();
            for (Member member : structure.shape().members()) {
                Object inner = structure.get(member.index());
                Object json = inner == null ? null : toJson(inner);
                if (json != null && !List.of().equals(json) && !Map.of().equals(json)) {
                    out.put(member.name(), json);
                }
            }
            return out;
        } else if (value instanceof List<?> list) {
            return list.stream().map(WireValues::toJson).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((key, inner) -> out.put(key.toString(), toJson(inner)));
            return out;
        } else if (value instanceof Instant time) {
            return time.getEpochSecond();
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        } else if (value instanceof RequestBody body) {
            return Base64.getEncoder().encodeToString(readAll(body));
        }
        return value;
    }

    private static byte[] readAll(RequestBody body) {
        ByteBuffer target = ByteBuffer.allocate(4096);
        try {
            int count = body.read(target);
            while (count >= 0) {
                count = body.read(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    static <T extends Structure> T structure(Map<?, ?> json, StructureShape<T> shape) {
        @Nullable Object[] values = new @Nullable Object[shape.members().size()];
        for (Map.Entry<?, ?> entry : json.entrySet()) {
            Member member = Objects.requireNonNull(shape.member(entry.getKey().toString()));
            Object value = value(Objects.requireNonNull(entry.getValue()), member.shape());
            values[member.index()] = member.streaming() ? new ResponseBody.Bytes((byte[]) value) : value;
        }
        return shape.create(values);
    }

    private static Object value(Object json, Shape shape) {
        if (shape instanceof StructureShape<?> structure) {
            return structure((Map<?, ?>) json, structure);
        } else if (shape instanceof ListShape list) {
            List<Object> found = new ArrayList<>();
            ((List<?>) json).forEach(e -> found.add(value(e, list.element())));
            return found;
        } else if (shape instanceof MapShape map) {
            Map<String, Object> found = new LinkedHashMap<>();
            ((Map<?, ?>) json).forEach((k, v) -> found.put(k.toString(), value(v, map.value())));
            return found;
        } else if (shape instanceof TimestampShape) {
            return Instant.ofEpochSecond(((Number) json).longValue());
        } else if (shape instanceof BlobShape) {
            return Base64.getDecoder().decode(json.toString());
        } else if (shape instanceof IntegerShape) {
            return ((Number) json).intValue();
        } else if (shape == FloatShape.ANY) {
            return ((Number) json).floatValue();
        } else if (shape == DoubleShape.ANY) {
            return ((Number) json).doubleValue();
        }
        return json;
    }
}
