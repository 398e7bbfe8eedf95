// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads one stored record field by field:
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.tag()) {
 *         case 1 -> name = reader.text();
 *         default -> {} // a field of a newer schema
 *     }
 * }
 * }</pre>
 */
public final class RecordReader {
    private final byte[] bytes;
    private final int schema;
    private int position;
    private int tag;
    private long number;
    private int start;
    private int end;

    /**
     * @param type the type that the record must have
     * @throws IllegalStateException when the bytes are another record or cut off: the store is damaged
     */
    public RecordReader(int type, byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length == 0 || bytes[0] != type) {
            throw new IllegalStateException(
                    "stored record of type " + (bytes.length == 0 ? "none" : bytes[0]) + " (expected: " + type + ")");
        }
        position = 1;
        schema = (int) varint();
    }

    /** The schema number that the record was written with. */
    public int schema() {
        return schema;
    }

    /** Moves to the next field; false at the end. */
    public boolean next() {
        if (position >= bytes.length) {
            return false;
        }
        long head = varint();
        tag = (int) (head >>> 3);
        if ((head & 7) == RecordWriter.FORM_NUMBER) {
            long zigzag = varint();
            number = zigzag >>> 1 ^ -(zigzag & 1);
            start = end = position;
        } else {
            int length = (int) varint();
            if (length < 0 || length > bytes.length - position) {
                throw new IllegalStateException("stored record is cut off at byte " + position);
            }
            start = position;
            end = position += length;
        }
        return true;
    }

    /** The tag of the current field. */
    public int tag() {
        return tag;
    }

    public long number() {
        return number;
    }

    /** The current number as an int. */
    public int integer() {
        return Math.toIntExact(number);
    }

    public boolean flag() {
        return number != 0;
    }

    public Instant instant() {
        return Instant.ofEpochMilli(number);
    }

    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** A copy of the current bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Puts the current pair into the map. */
    public void pair(Map<String, String> target) {
        int keyLength = (bytes[start] & 0xFF) << 24
                | (bytes[start + 1] & 0xFF) << 16
                | (bytes[start + 2] & 0xFF) << 8
                | (bytes[start + 3] & 0xFF);
        int split = start + 4 + keyLength;
        target.put(
                new String(bytes, start + 4, keyLength, StandardCharsets.UTF_8),
                new String(bytes, split, end - split, StandardCharsets.UTF_8));
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= bytes.length) {
                throw new IllegalStateException("stored record is cut off at byte " + position);
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("stored record holds a number of more than 64 bits");
    }
}
