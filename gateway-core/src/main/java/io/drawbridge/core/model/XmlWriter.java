// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes XML 1.0 as UTF-8 into one growing buffer. Names come from models and are ASCII; texts are escaped. An element
 * without content is written as an empty element. Not thread-safe. The caller bounds the size.
 */
public final class XmlWriter {
    private static final String HEX = "0123456789ABCDEF";

    /** What is written for a character that XML 1.0 does not allow. */
    public enum Forbidden {
        /** A numeric reference, which many parsers refuse: AWS writes the keys of objects so. */
        REFERENCE,
        /** U+FFFD, so that the document is well-formed. */
        REPLACEMENT
    }

    private final Forbidden forbidden;
    private byte[] buffer;
    private int length;
    private boolean startOpen;

    /** Creates a writer that writes references to forbidden characters. */
    public XmlWriter(int capacity) {
        this(capacity, Forbidden.REFERENCE);
    }

    /** @param capacity the expected size in bytes */
    public XmlWriter(int capacity, Forbidden forbidden) {
        this.forbidden = forbidden;
        buffer = new byte[Math.max(capacity, 64)];
    }

    /** Writes {@code <?xml version="1.0" encoding="UTF-8"?>} and a line feed, as S3 does. */
    public XmlWriter declaration() {
        ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    /** Opens an element; attributes may follow directly. */
    public XmlWriter start(String name) {
        closeStart();
        put('<');
        ascii(name);
        startOpen = true;
        return this;
    }

    /** Writes an attribute of the element that was just opened. */
    public XmlWriter attribute(String name, String value) {
        if (!startOpen) {
            throw new IllegalStateException("attribute outside of a start tag: " + name);
        }
        put(' ');
        ascii(name);
        put('=');
        put('"');
        escape(value, true);
        put('"');
        return this;
    }

    /** Closes the element; the caller must pass its name. */
    public XmlWriter end(String name) {
        if (startOpen) {
            startOpen = false;
            put('/');
        } else {
            put('<');
            put('/');
            ascii(name);
        }
        put('>');
        return this;
    }

    /** Writes a text with escapes. */
    public XmlWriter text(String text) {
        if (!text.isEmpty()) {
            closeStart();
            escape(text, false);
        }
        return this;
    }

    /** Writes an element that contains only text. */
    public XmlWriter element(String name, String text) {
        return start(name).text(text).end(name);
    }

    /** Writes bytes that are already well-formed XML, such as a prepared segment. */
    public XmlWriter raw(byte[] xml) {
        closeStart();
        reserve(xml.length);
        System.arraycopy(xml, 0, buffer, length, xml.length);
        length += xml.length;
        return this;
    }

    public int size() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    private void closeStart() {
        if (startOpen) {
            startOpen = false;
            put('>');
        }
    }

    private void put(char c) {
        reserve(1);
        buffer[length++] = (byte) c;
    }

    private void ascii(String text) {
        int count = text.length();
        reserve(count);
        byte[] target = buffer;
        int at = length;
        for (int i = 0; i < count; i++) {
            target[at++] = (byte) text.charAt(i);
        }
        length = at;
    }

    private void escape(String text, boolean attribute) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"') {
                put(c);
            } else if (c < 0x80) {
                special(c, attribute);
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                put(new String(new char[] {c, text.charAt(i)}));
            } else if (Character.isSurrogate(c)) {
                put("\uFFFD");
            } else if (c >= 0xFFFE) {
                forbidden(c);
            } else {
                twoOrThreeBytes(c);
            }
        }
    }

    private void special(char c, boolean attribute) {
        switch (c) {
            case '&' -> ascii("&amp;");
            case '<' -> ascii("&lt;");
            case '>' -> ascii("&gt;");
            case '"' -> ascii("&quot;");
            case '\n', '\t' -> {
                // In an attribute a parser would normalise both to blanks.
                if (attribute) {
                    reference(c);
                } else {
                    put(c);
                }
            }
            // AWS: a carriage return is written as &#xD;, because parsers would normalise it to a line feed.
            case '\r', '\u007F' -> reference(c);
            default -> forbidden(c);
        }
    }

    private void forbidden(char c) {
        if (forbidden == Forbidden.REFERENCE) {
            reference(c);
        } else {
            put("\uFFFD");
        }
    }

    private void reference(char c) {
        ascii("&#x");
        boolean leading = true;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = (c >> shift) & 0xF;
            leading = leading && digit == 0 && shift > 0;
            if (!leading) {
                put(HEX.charAt(digit));
            }
        }
        put(';');
    }

    private void twoOrThreeBytes(char c) {
        reserve(3);
        if (c < 0x800) {
            buffer[length++] = (byte) (0xC0 | (c >> 6));
        } else {
            buffer[length++] = (byte) (0xE0 | (c >> 12));
            buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        }
        buffer[length++] = (byte) (0x80 | (c & 0x3F));
    }

    private void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void reserve(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, count), buffer.length * 2));
        }
    }
}
