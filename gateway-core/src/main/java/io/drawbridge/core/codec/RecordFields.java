// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one stored record by tag, in any order:
 *
 * <pre>{@code
 * RecordFields fields = RecordFields.read(TYPE, bytes);
 * return new Upload(fields.instant(1), fields.optionalText(2), fields.integer(3, 3_600), fields.pairs(9));
 * }</pre>
 *
 * <p>Tags that no getter reads are skipped, so that a record of a newer schema can be read. When a tag occurs more
 * than once, a getter of a single value returns the last value; {@link #texts} and {@link #pairs} return all of them in
 * order.
 *
 * <p>The constructor reads the positions of all fields; texts and bytes are created only when a getter reads them. The
 * bytes are not copied and must not change while this object is in use.
 */
public final class RecordFields {
    /** The highest tag: the fields that are present are the bits of one {@code long}. */
    static final int TAG_MAX = 63;

    private static final int TAGS_FIRST = 24;

    private final int type;
    private final byte[] bytes;
    private final int schema;

    /** By tag: the last number, or the slice of the first bytes field. */
    private long[] values = new long[TAGS_FIRST];

    /** The tags that are present as numbers. */
    private long numbers;

    /** The tags that are present as bytes. */
    private long slices;

    /** The tags that are present as bytes more than once. */
    private long repeated;

    private RecordFields(int type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        RecordReader reader = new RecordReader(type, bytes);
        schema = reader.schema();
        while (reader.next()) {
            int tag = reader.tag();
            if (tag >= 0 && tag <= TAG_MAX) {
                add(tag, reader);
            }
        }
    }

    private void add(int tag, RecordReader reader) {
        if (tag >= values.length) {
            values = Arrays.copyOf(values, TAG_MAX + 1);
        }
        long bit = 1L << tag;
        if (reader.isNumber()) {
            values[tag] = reader.number();
            numbers |= bit;
        } else if ((slices & bit) != 0) {
            repeated |= bit;
        } else {
            values[tag] = reader.slice();
            slices |= bit;
        }
    }

    /**
     * Reads a record.
     *
     * @param type the type that the record must have
     * @param bytes not copied
     * @throws IllegalStateException when the bytes are another type of record or truncated: the store is damaged
     */
    public static RecordFields read(int type, byte[] bytes) {
        return new RecordFields(type, bytes);
    }

    /** Returns the schema number with which the record was written. */
    public int schema() {
        return schema;
    }

    /** Returns whether the record has the field. */
    public boolean has(int tag) {
        return ((numbers | slices) & 1L << tag) != 0;
    }

    /** Returns a text; empty when the field is absent. */
    public String text(int tag) {
        return isSlice(tag) ? RecordReader.text(bytes, last(tag)) : "";
    }

    /** Returns a text; null when the field is absent. */
    public @Nullable String optionalText(int tag) {
        return isSlice(tag) ? RecordReader.text(bytes, last(tag)) : null;
    }

    /** Returns a number; 0 when the field is absent. */
    public long number(int tag) {
        return number(tag, 0);
    }

    /** Returns a number; {@code whenAbsent} when the field is absent. */
    public long number(int tag, long whenAbsent) {
        return isNumber(tag) ? values[tag] : whenAbsent;
    }

    /**
     * Returns a number that fits an int; 0 when the field is absent.
     *
     * @throws ArithmeticException when the stored number is greater
     */
    public int integer(int tag) {
        return integer(tag, 0);
    }

    /**
     * Returns a number that fits an int; {@code whenAbsent} when the field is absent.
     *
     * @throws ArithmeticException when the stored number is greater
     */
    public int integer(int tag, int whenAbsent) {
        return Math.toIntExact(number(tag, whenAbsent));
    }

    /** Returns a boolean; false when the field is absent. */
    public boolean flag(int tag) {
        return number(tag, 0) != 0;
    }

    /** Returns an instant in milliseconds; the epoch when the field is absent. */
    public Instant instant(int tag) {
        return Instant.ofEpochMilli(number(tag, 0));
    }

    /** Returns an instant in milliseconds; null when the field is absent. */
    public @Nullable Instant optionalInstant(int tag) {
        return isNumber(tag) ? Instant.ofEpochMilli(values[tag]) : null;
    }

    /** Returns a copy of the field's bytes; an empty array when the field is absent. */
    public byte[] bytes(int tag) {
        if (!isSlice(tag)) {
            return new byte[0];
        }
        long slice = last(tag);
        return Arrays.copyOfRange(bytes, RecordReader.start(slice), RecordReader.end(slice));
    }

    /** Returns all texts under the tag, in order; empty when the field is absent. */
    public List<String> texts(int tag) {
        if (!isSlice(tag)) {
            return List.of();
        }
        String first = RecordReader.text(bytes, values[tag]);
        if (isSingle(tag)) {
            return List.of(first);
        }
        List<String> texts = new ArrayList<>();
        texts.add(first);
        RecordReader reader = new RecordReader(bytes, values[tag]);
        while (reader.next(tag)) {
            texts.add(reader.text());
        }
        return Collections.unmodifiableList(texts);
    }

    /**
     * Returns all pairs under the tag, in order; the last value counts for a duplicate key. Empty when the field is
     * absent.
     */
    public Map<String, String> pairs(int tag) {
        if (!isSlice(tag)) {
            return Map.of();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        RecordReader reader = new RecordReader(bytes, values[tag]);
        reader.pair(pairs);
        while (!isSingle(tag) && reader.next(tag)) {
            reader.pair(pairs);
        }
        return Collections.unmodifiableMap(pairs);
    }

    private boolean isSingle(int tag) {
        return (repeated & 1L << tag) == 0;
    }

    private long last(int tag) {
        long slice = values[tag];
        if (isSingle(tag)) {
            return slice;
        }
        RecordReader reader = new RecordReader(bytes, slice);
        while (reader.next(tag)) {
            slice = reader.slice();
        }
        return slice;
    }

    private boolean isNumber(int tag) {
        if ((slices & 1L << tag) != 0) {
            throw wrongForm(tag, "bytes (expected: number)");
        }
        return (numbers & 1L << tag) != 0;
    }

    private boolean isSlice(int tag) {
        if ((numbers & 1L << tag) != 0) {
            throw wrongForm(tag, "number (expected: bytes)");
        }
        return (slices & 1L << tag) != 0;
    }

    private IllegalStateException wrongForm(int tag, String forms) {
        return new IllegalStateException("form of field " + tag + " of stored record of type " + type + ": " + forms);
    }
}
