// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes structures as XML by their member tables. */
final class XmlEncoder {
    private final boolean milliseconds;

    /** @param milliseconds whether ISO 8601 times always have three fraction digits */
    XmlEncoder(boolean milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** Writes the members of the body into an element that the caller opened. */
    void members(XmlWriter out, Structure structure) {
        for (Member member : structure.shape().members()) {
            Object value = structure.get(member.index());
            if (value != null && member.inBody() && !member.attribute()) {
                member(out, member, value);
            }
        }
    }

    private void member(XmlWriter out, Member member, Object value) {
        Shape shape = member.shape();
        String name = member.wireName();
        if (shape instanceof ListShape list && list.flattened()) {
            for (Object element : (List<?>) value) {
                out.start(name);
                namespace(out, member);
                content(out, list.element(), element);
                out.end(name);
            }
        } else if (shape instanceof MapShape map && map.flattened()) {
            entries(out, map, (Map<?, ?>) value, member, name);
        } else {
            out.start(name);
            namespace(out, member);
            content(out, shape, value);
            out.end(name);
        }
    }

    private static void namespace(XmlWriter out, Member member) {
        if (member.xmlNamespace() != null) {
            out.attribute(member.xmlPrefix() == null ? "xmlns" : "xmlns:" + member.xmlPrefix(), member.xmlNamespace());
        }
    }

    /** Writes the content of an element that the caller opens and closes: first attributes, then the rest. */
    void content(XmlWriter out, Shape shape, Object value) {
        if (value instanceof Structure structure) {
            attributes(out, structure);
            members(out, structure);
        } else if (shape instanceof ListShape list) {
            for (Object element : (List<?>) value) {
                out.start(list.elementName());
                content(out, list.element(), element);
                out.end(list.elementName());
            }
        } else if (shape instanceof MapShape map) {
            entries(out, map, (Map<?, ?>) value, null, "entry");
        } else {
            out.text(Scalars.format(value, shape, milliseconds));
        }
    }

    private void entries(XmlWriter out, MapShape shape, Map<?, ?> map, @Nullable Member member, String name) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.start(name);
            if (member != null) {
                namespace(out, member);
            }
            out.start(shape.keyName());
            content(out, shape.key(), entry.getKey());
            out.end(shape.keyName());
            out.start(shape.valueName());
            content(out, shape.value(), entry.getValue());
            out.end(shape.valueName());
            out.end(name);
        }
    }

    private void attributes(XmlWriter out, Structure structure) {
        for (Member member : structure.shape().attributes()) {
            Object value = structure.get(member.index());
            if (value != null) {
                out.attribute(member.wireName(), Scalars.format(value, member.shape(), milliseconds));
            }
        }
    }
}
