// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** Reads one stored record field by field, in the order of writing. Records use {@link RecordFields} instead. */
public final class RecordReader {
    private final byte[] bytes;
    private final int schema;
    private int position;
    private int tag;
    private boolean isNumber;
    private long number;
    private int start;
    private int end;

    /**
     * @param type the type that the record must have
     * @throws IllegalStateException when the bytes are another type of record or truncated: the store is damaged
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

    /** Creates a reader at a field whose bytes are this slice of a record, to read the fields after it. */
    RecordReader(byte[] bytes, long slice) {
        this.bytes = bytes;
        schema = 0;
        start = start(slice);
        end = end(slice);
        position = end;
    }

    /** Returns the schema number with which the record was written. */
    public int schema() {
        return schema;
    }

    /** Advances to the next field; returns false at the end. */
    public boolean next() {
        if (position >= bytes.length) {
            return false;
        }
        long head = varint();
        tag = (int) (head >>> 3);
        isNumber = (head & 7) == RecordWriter.FORM_NUMBER;
        if (isNumber) {
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

    /** Advances to the next field with the tag; returns false at the end. */
    boolean next(int requestedTag) {
        while (next()) {
            if (tag == requestedTag) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tag of the current field. */
    public int tag() {
        return tag;
    }

    /** Returns whether the current field is a number; otherwise it is bytes. */
    boolean isNumber() {
        return isNumber;
    }

    /** Returns start and end of the current bytes, for {@link #start}, {@link #end} and {@link #text(byte[], long)}. */
    long slice() {
        return (long) start << 32 | end;
    }

    static int start(long slice) {
        return (int) (slice >>> 32);
    }

    static int end(long slice) {
        return (int) slice;
    }

    static String text(byte[] bytes, long slice) {
        return new String(bytes, start(slice), end(slice) - start(slice), StandardCharsets.UTF_8);
    }

    public long number() {
        return number;
    }

    /** Returns the current number as an int. */
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

    /** Returns a copy of the current bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /**
     * Puts the current pair into the map.
     *
     * @throws IllegalStateException when the field is not a pair
     */
    public void pair(Map<String, String> target) {
        if (end - start < 4) {
            throw new IllegalStateException("stored pair has " + (end - start) + " bytes (expected: 4 or more)");
        }
        int keyLength = (bytes[start] & 0xFF) << 24
                | (bytes[start + 1] & 0xFF) << 16
                | (bytes[start + 2] & 0xFF) << 8
                | (bytes[start + 3] & 0xFF);
        if (keyLength < 0 || keyLength > end - start - 4) {
            throw new IllegalStateException(
                    "stored pair has a key of " + keyLength + " bytes (expected: 0.." + (end - start - 4) + ")");
        }
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
