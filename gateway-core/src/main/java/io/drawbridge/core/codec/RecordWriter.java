// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stored record: a type byte, a schema number, then fields as (tag, form, value). A reader skips unknown
 * tags. Null values are omitted. Tags are 0 to {@value RecordFields#TAG_MAX}.
 */
public final class RecordWriter {
    static final int FORM_NUMBER = 0;
    static final int FORM_BYTES = 2;

    private byte[] bytes = new byte[256];
    private int length;

    /**
     * @param type the type of the record, 1 to 127; unique in the program
     * @param schema the version of its fields, from 1
     */
    public RecordWriter(int type, int schema) {
        bytes[length++] = (byte) type;
        varint(schema);
    }

    /** Writes an integer, in few bytes when it is small. */
    public RecordWriter number(int tag, long value) {
        head(tag, FORM_NUMBER);
        varint(value << 1 ^ value >> 63);
        return this;
    }

    /** Writes a boolean. */
    public RecordWriter flag(int tag, boolean value) {
        return number(tag, value ? 1 : 0);
    }

    /** Writes an instant in milliseconds. */
    public RecordWriter instant(int tag, @Nullable Instant value) {
        return value == null ? this : number(tag, value.toEpochMilli());
    }

    /** Writes a text. */
    public RecordWriter text(int tag, @Nullable String value) {
        return value == null ? this : bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    public RecordWriter bytes(int tag, byte @Nullable [] value) {
        if (value != null) {
            head(tag, FORM_BYTES);
            varint(value.length);
            reserve(value.length);
            System.arraycopy(value, 0, bytes, length, value.length);
            length += value.length;
        }
        return this;
    }

    /** Writes texts in order, one field for each. */
    public RecordWriter texts(int tag, Collection<String> values) {
        for (String value : values) {
            text(tag, value);
        }
        return this;
    }

    /** Writes pairs in the order of the map, one field for each. */
    public RecordWriter pairs(int tag, Map<String, String> values) {
        for (Map.Entry<String, String> entry : values.entrySet()) {
            byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] value = entry.getValue().getBytes(StandardCharsets.UTF_8);
            bytes(
                    tag,
                    ByteBuffer.allocate(4 + key.length + value.length)
                            .putInt(key.length)
                            .put(key)
                            .put(value)
                            .array());
        }
        return this;
    }

    /** Returns the record. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void head(int tag, int form) {
        if (tag < 0 || tag > RecordFields.TAG_MAX) {
            throw new IllegalArgumentException("tag: " + tag + " (expected: 0.." + RecordFields.TAG_MAX + ")");
        }
        varint((long) tag << 3 | form);
    }

    private void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
