// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes XML documents of REST-XML services by member tables. The decoder refuses document types, custom
 * entities and unknown elements; it ignores the namespace. Thread-safe.
 */
public final class XmlCodec {
    /** The only text that AWS uses for all errors in a document. */
    public static final String MALFORMED =
            "The XML you provided was not well-formed or did not validate against our published schema";

    private static final int DEPTH_MAX = 32;

    private final XMLInputFactory factory;
    private final XmlEncoder encoder;

    /** @param milliseconds whether encoded times always have three fraction digits, as in S3 */
    public XmlCodec(boolean milliseconds) {
        encoder = new XmlEncoder(milliseconds);
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    }

    /**
     * Decodes a document.
     *
     * @param document the caller must have bounded its size
     * @param rootName the required name of the root; alternatives are separated by {@code |}
     * @throws AwsException MalformedXML
     */
    public <T extends Structure> T decode(byte[] document, StructureShape<T> shape, String rootName) {
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        decodeInto(document, shape, rootName, values);
        return shape.create(values);
    }

    /** Sets the members of the body and leaves the other members unchanged. */
    void decodeInto(byte[] document, StructureShape<?> shape, String rootName, @Nullable Object[] values) {
        try {
            XMLStreamReader reader = newReader(document);
            try {
                int event = reader.next();
                while (event != XMLStreamConstants.START_ELEMENT) {
                    refuseDeclarations(event);
                    event = reader.next();
                }
                if (!named(reader.getLocalName(), rootName)) {
                    throw malformed();
                }
                new Cursor(reader).structure(shape, values, 1);
                while (reader.hasNext()) {
                    refuseDeclarations(reader.next());
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw malformed();
        }
    }

    /** The JDK does not guarantee that its factory is thread-safe; creating a reader is fast. */
    private XMLStreamReader newReader(byte[] document) throws XMLStreamException {
        synchronized (factory) {
            return factory.createXMLStreamReader(new ByteArrayInputStream(document));
        }
    }

    /**
     * Encodes a document.
     *
     * @param namespace the namespace of the root element; null for none
     */
    public byte[] encode(Structure structure, String rootName, @Nullable String namespace) {
        return encode(structure, rootName, namespace, null);
    }

    byte[] encode(Structure structure, String rootName, @Nullable String namespace, @Nullable String prefix) {
        XmlWriter out = new XmlWriter(1024).declaration().start(rootName);
        if (namespace != null) {
            out.attribute(prefix == null ? "xmlns" : "xmlns:" + prefix, namespace);
        }
        encoder.content(out, structure.shape(), structure);
        return out.end(rootName).toByteArray();
    }

    private static boolean named(String localName, String rootName) {
        return localName.equals(rootName)
                || (rootName.indexOf('|') >= 0
                        && List.of(rootName.split("\\|", -1)).contains(localName));
    }

    private static void refuseDeclarations(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw malformed();
        }
    }

    private static AwsException malformed() {
        return new AwsException(RestXmlError.MALFORMED_XML, MALFORMED);
    }

    /** A recursive descent parser; every method begins at a start tag and ends at its end tag. */
    private static final class Cursor {
        private final XMLStreamReader reader;

        Cursor(XMLStreamReader reader) {
            this.reader = reader;
        }

        void structure(StructureShape<?> shape, @Nullable Object[] values, int depth) throws XMLStreamException {
            attributes(shape, values);
            while (nextChild(depth)) {
                Member member = shape.bodyMember(reader.getLocalName());
                if (member == null) {
                    throw malformed();
                }
                member(member, values, depth + 1);
            }
            for (Member member : shape.members()) {
                finish(member, values);
            }
        }

        private void member(Member member, @Nullable Object[] values, int depth) throws XMLStreamException {
            Object previous = values[member.index()];
            if (member.shape() instanceof ListShape list && list.flattened()) {
                List<Object> elements = previous == null ? new ArrayList<>() : castList(previous);
                elements.add(value(list.element(), depth));
                values[member.index()] = elements;
            } else if (member.shape() instanceof MapShape map && map.flattened()) {
                Map<String, Object> entries = previous == null ? new LinkedHashMap<>() : castMap(previous);
                entry(map, entries, depth);
                values[member.index()] = entries;
            } else if (previous != null) {
                throw malformed();
            } else {
                values[member.index()] = value(member.shape(), depth);
            }
        }

        private static void finish(Member member, @Nullable Object[] values) {
            Object value = values[member.index()];
            if (member.inBody()) {
                if (value == null && member.required()) {
                    throw malformed();
                } else if (value instanceof ArrayList<?> list) {
                    values[member.index()] = Collections.unmodifiableList(list);
                } else if (value instanceof LinkedHashMap<?, ?> map) {
                    values[member.index()] = Collections.unmodifiableMap(map);
                }
            }
        }

        private void attributes(StructureShape<?> shape, @Nullable Object[] values) {
            if (reader.getAttributeCount() == 0) {
                return;
            }
            for (Member member : shape.members()) {
                if (member.attribute()) {
                    String name = member.wireName();
                    String local = name.substring(name.indexOf(':') + 1);
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        if (reader.getAttributeLocalName(i).equals(local)) {
                            values[member.index()] = scalar(reader.getAttributeValue(i), member.shape());
                        }
                    }
                }
            }
        }

        private Object value(Shape shape, int depth) throws XMLStreamException {
            if (shape instanceof StructureShape<?> structure) {
                @Nullable Object[] values = new @Nullable Object[structure.size()];
                structure(structure, values, depth);
                return structure.create(values);
            } else if (shape instanceof ListShape list) {
                List<Object> elements = new ArrayList<>();
                while (nextChild(depth)) {
                    expect(list.elementName());
                    elements.add(value(list.element(), depth + 1));
                }
                return elements;
            } else if (shape instanceof MapShape map) {
                Map<String, Object> entries = new LinkedHashMap<>();
                while (nextChild(depth)) {
                    expect("entry");
                    entry(map, entries, depth + 1);
                }
                return entries;
            }
            return scalar(text(), shape);
        }

        private void entry(MapShape shape, Map<String, Object> entries, int depth) throws XMLStreamException {
            String key = null;
            Object mapped = null;
            while (nextChild(depth)) {
                if (key == null && reader.getLocalName().equals(shape.keyName())) {
                    key = text();
                } else if (mapped == null && reader.getLocalName().equals(shape.valueName())) {
                    mapped = value(shape.value(), depth + 1);
                } else {
                    throw malformed();
                }
            }
            if (key == null || mapped == null) {
                throw malformed();
            }
            entries.put(key, mapped);
        }

        private static Object scalar(String text, Shape shape) {
            Object value = Scalars.parse(text, shape);
            if (value == null
                    || (shape instanceof StringShape string
                            && !string.values().isEmpty()
                            && !string.values().contains(text))) {
                throw malformed();
            }
            return Objects.requireNonNull(value);
        }

        private void expect(String name) {
            if (!reader.getLocalName().equals(name)) {
                throw malformed();
            }
        }

        /** Advances to the next start tag and returns true, or to the enclosing end tag and returns false. */
        private boolean nextChild(int depth) throws XMLStreamException {
            if (depth > DEPTH_MAX) {
                throw malformed();
            }
            while (true) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return true;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    return false;
                }
                refuseDeclarations(event);
                if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
                    throw malformed();
                }
            }
        }

        private String text() throws XMLStreamException {
            String only = "";
            StringBuilder all = null;
            for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                refuseDeclarations(event);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    throw malformed();
                } else if (reader.isCharacters()) {
                    if (all == null && only.isEmpty()) {
                        only = reader.getText();
                    } else {
                        all = all == null ? new StringBuilder(only) : all;
                        all.append(reader.getText());
                    }
                }
            }
            return all == null ? only : all.toString();
        }

        @SuppressWarnings("unchecked")
        private static List<Object> castList(Object value) {
            return (List<Object>) value;
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> castMap(Object value) {
            return (Map<String, Object>) value;
        }
    }
}
