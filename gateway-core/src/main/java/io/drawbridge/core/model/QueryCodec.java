// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The AWS Query protocol of IAM and STS: parameters in a form, results and errors in XML.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQuery</a>
 */
public final class QueryCodec {
    private static final int DEPTH_MAX = 32;
    private static final XmlEncoder XML = new XmlEncoder(false);

    private QueryCodec() {}

    /**
     * Decodes the parameters of an operation. Unknown parameters are ignored, as AWS does.
     *
     * @throws AwsException MalformedInput when a value does not have the type of its member
     */
    public static <I extends Structure> I decode(FormParameters form, StructureShape<I> shape) {
        Node root = new Node();
        for (int i = 0; i < form.size(); i++) {
            root.add(form.name(i), form.value(i));
        }
        return structure(root, shape);
    }

    private static <T extends Structure> T structure(Node node, StructureShape<T> shape) {
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        for (Member member : shape.members()) {
            Node child = node.child(member.wireName());
            if (child != null) {
                values[member.index()] = value(child, member.shape());
            }
        }
        return shape.create(values);
    }

    private static @Nullable Object value(Node node, Shape shape) {
        if (shape instanceof StructureShape<?> structure) {
            if (node.children == null && !node.text().isEmpty()) {
                throw malformed("Unexpected complex element termination");
            }
            return structure(node, structure);
        }
        if (shape instanceof ListShape list) {
            return list(node, list);
        }
        if (shape instanceof MapShape map) {
            return map(node, map);
        }
        if (node.value == null) {
            throw malformed("Start of structure or map found where not expected.");
        }
        return scalar(node.value, shape);
    }

    private static List<Object> list(Node node, ListShape shape) {
        Node elements = shape.flattened() ? node : node.child(shape.elementName());
        if (elements == null || elements.children == null) {
            // An empty list has its bare name with an empty value.
            if (node.children != null) {
                throw malformed("Unexpected list element termination");
            }
            if (!node.text().isEmpty()) {
                throw malformed("Start of list expected.");
            }
            return List.of();
        }
        List<Object> values = new ArrayList<>(elements.children.size());
        for (Node element : elements.inIndexOrder()) {
            values.add(Objects.requireNonNull(value(element, shape.element())));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<String, Object> map(Node node, MapShape shape) {
        Node entries = shape.flattened() ? node : node.child("entry");
        if (entries == null || entries.children == null) {
            return Map.of();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (Node entry : entries.inIndexOrder()) {
            Node key = entry.child(shape.keyName());
            Node mapped = entry.child(shape.valueName());
            if (key == null || key.value == null || mapped == null) {
                throw malformed("Unexpected map element termination");
            }
            map.put(key.value, Objects.requireNonNull(value(mapped, shape.value())));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object scalar(String text, Shape shape) {
        Object value = Scalars.parse(text, shape);
        if (value == null) {
            throw malformed("'" + (shape.sensitive() ? "" : text) + "' is not a valid " + Scalars.typeName(shape));
        }
        return value;
    }

    private static AwsException malformed(String text) {
        return new AwsException(CommonError.MALFORMED_INPUT, text);
    }

    /** Returns the document of a successful call. */
    public static <O extends Structure> byte[] encodeResponse(Operation<?, O> operation, O output, String requestId) {
        XmlWriter out = new XmlWriter(1024, XmlWriter.Forbidden.REPLACEMENT);
        String response = operation.name() + "Response";
        out.start(response);
        namespace(out, operation.service());
        String result = operation.outputRoot();
        if (result != null) {
            out.start(result);
            XML.members(out, output);
            out.end(result);
        }
        out.start("ResponseMetadata").element("RequestId", requestId).end("ResponseMetadata");
        return out.end(response).toByteArray();
    }

    /** Returns the document of a failed call. */
    public static byte[] encodeError(@Nullable ServiceModel service, AwsException error, String requestId) {
        XmlWriter out = new XmlWriter(512, XmlWriter.Forbidden.REPLACEMENT);
        out.start("ErrorResponse");
        namespace(out, service);
        out.start("Error")
                .element("Type", error.code().status() >= 500 ? "Receiver" : "Sender")
                .element("Code", error.code().code())
                .element("Message", error.text());
        for (Map.Entry<String, String> detail : error.details().entrySet()) {
            out.element(detail.getKey(), detail.getValue());
        }
        return out.end("Error")
                .element("RequestId", requestId)
                .end("ErrorResponse")
                .toByteArray();
    }

    private static void namespace(XmlWriter out, @Nullable ServiceModel service) {
        if (service != null && service.xmlNamespace() != null) {
            out.attribute("xmlns", service.xmlNamespace());
        }
    }

    /** The form as a tree, by the dots in its names. Its size is linear in the size of the form. */
    private static final class Node {
        private @Nullable String value;
        private @Nullable Map<String, Node> children;

        void add(String name, String text) {
            Node node = this;
            int start = 0;
            for (int depth = 0; start <= name.length(); depth++) {
                if (depth == DEPTH_MAX) {
                    throw malformed("A parameter is nested too deeply.");
                }
                int dot = name.indexOf('.', start);
                int end = dot < 0 ? name.length() : dot;
                node = node.enter(name.substring(start, end));
                start = end + 1;
            }
            if (node.value == null) {
                node.value = text;
            }
        }

        private Node enter(String segment) {
            if (children == null) {
                children = new HashMap<>();
            }
            return children.computeIfAbsent(segment, s -> new Node());
        }

        /** Returns the child, or null; no member of a Query service has dots in its own wire name. */
        @Nullable
        Node child(String segment) {
            return children == null ? null : children.get(segment);
        }

        String text() {
            return value == null ? "" : value;
        }

        List<Node> inIndexOrder() {
            Map<String, Node> all = children == null ? Map.of() : children;
            long[] order = new long[all.size()];
            Node[] nodes = new Node[all.size()];
            int count = 0;
            for (Map.Entry<String, Node> entry : all.entrySet()) {
                nodes[count] = entry.getValue();
                order[count] = (long) index(entry.getKey()) << 32 | count;
                count++;
            }
            Arrays.sort(order);
            List<Node> sorted = new ArrayList<>(count);
            for (long position : order) {
                sorted.add(nodes[(int) position]);
            }
            return sorted;
        }

        private static int index(String text) {
            if (text.isEmpty() || text.length() > 9) {
                throw malformed("Unexpected list element termination");
            }
            int index = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    throw malformed("Unexpected list element termination");
                }
                index = index * 10 + digit;
            }
            return index;
        }
    }
}
