// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;

/** Converts the parameters of a test vector into values of this runtime. */
// NullAway does not see on JDK 17 that the elements of an array parameter in a compiled class may be null.
@SuppressWarnings("NullAway")
final class SmithyValues {
    private SmithyValues() {}

    static DynamicStructure structure(ObjectNode node, StructureShape<DynamicStructure> shape, boolean response) {
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        for (Member member : shape.members()) {
            Node value = node.getMember(member.name()).orElse(null);
            if (value != null && !value.isNullNode()) {
                values[member.index()] = top(value, member, response);
            }
        }
        return shape.create(values);
    }

    private static Object top(Node node, Member member, boolean response) {
        Object value = value(node, member.shape(), response);
        if (member.streaming() && response) {
            return new ResponseBody.Bytes((byte[]) value);
        }
        if (member.location() == Member.Location.HEADERS && !response) {
            // The decoder converts such names to lower case, as S3 does.
            Map<String, Object> lower = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> lower.put(k.toString().toLowerCase(Locale.ROOT), v));
            return lower;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Object value(Node node, Shape shape, boolean response) {
        if (shape instanceof StructureShape<?> structure) {
            return structure(node.expectObjectNode(), (StructureShape<DynamicStructure>) structure, response);
        } else if (shape instanceof ListShape list) {
            List<Object> elements = new ArrayList<>();
            node.expectArrayNode().forEach(n -> elements.add(value(n, list.element(), response)));
            return elements;
        } else if (shape instanceof MapShape map) {
            Map<String, Object> elements = new LinkedHashMap<>();
            node.expectObjectNode()
                    .getMembers()
                    .forEach((k, v) -> elements.put(k.getValue(), value(v, map.value(), response)));
            return elements;
        } else if (shape instanceof IntegerShape) {
            return node.expectNumberNode().getValue().intValue();
        } else if (shape instanceof LongShape) {
            return node.expectNumberNode().getValue().longValue();
        } else if (shape instanceof FloatShape) {
            return node.isStringNode()
                    ? Float.valueOf(node.expectStringNode().getValue())
                    : Float.valueOf(node.expectNumberNode().getValue().floatValue());
        } else if (shape instanceof DoubleShape) {
            return node.isStringNode()
                    ? Double.valueOf(node.expectStringNode().getValue())
                    : Double.valueOf(node.expectNumberNode().getValue().doubleValue());
        } else if (shape instanceof BooleanShape) {
            return node.expectBooleanNode().getValue();
        } else if (shape instanceof TimestampShape) {
            double seconds = node.expectNumberNode().getValue().doubleValue();
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        } else if (shape instanceof BlobShape) {
            return node.expectStringNode().getValue().getBytes(StandardCharsets.UTF_8);
        }
        return node.expectStringNode().getValue();
    }

    /** Reads a streaming body, so that it can be compared. */
    static DynamicStructure withBodiesRead(DynamicStructure structure) throws java.io.IOException {
        @Nullable Object[] values = new @Nullable Object[structure.shape().size()];
        for (Member member : structure.shape().members()) {
            Object value = structure.get(member.index());
            if (value instanceof RequestBody body) {
                ByteBuffer target = ByteBuffer.allocate(65536);
                int count = body.read(target);
                while (count >= 0) {
                    count = body.read(target);
                }
                // An absent body and an empty one are the same in HTTP.
                value = target.position() == 0 ? null : java.util.Arrays.copyOf(target.array(), target.position());
            }
            values[member.index()] = value;
        }
        return structure.shape().create(values);
    }
}
