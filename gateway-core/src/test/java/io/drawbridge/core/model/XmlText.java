// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A canonical text for equivalent documents: attributes sorted, white space between elements removed. */
final class XmlText {
    private XmlText() {}

    static String canonical(String document) {
        if (document.isBlank()) {
            return "";
        }
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(document)))
                    .getDocumentElement();
            StringBuilder out = new StringBuilder();
            write(root, out);
            return out.toString();
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + document, e);
        }
    }

    private static void write(Element element, StringBuilder out) {
        out.append('<').append(element.getTagName());
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        attributes.forEach((name, value) ->
                out.append(' ').append(name).append("='").append(value).append('\''));
        out.append('>');
        boolean parent = element.getElementsByTagName("*").getLength() > 0;
        // Members of a structure have no order, but elements with the same name have: the sort is stable.
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            } else if (!parent || !child.getTextContent().isBlank()) {
                out.append(child.getTextContent().replace("<", "&lt;"));
            }
        }
        children.sort(Comparator.comparing(Element::getTagName));
        children.forEach(child -> write(child, out));
        out.append("</").append(element.getTagName()).append('>');
    }
}
