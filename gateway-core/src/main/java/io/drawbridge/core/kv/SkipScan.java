// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Arrays;

/**
 * Divides keys into groups for a skip scan: all keys that are equal up to and including the first delimiter at or after
 * an offset form one group, and a key without such a delimiter is its own group. In key order, groups are contiguous.
 *
 * @param from the offset in bytes from the beginning of the key, including the namespace
 * @param delimiter at least one byte, as encoded in keys; not copied and must not change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SkipScan(int from, byte[] delimiter) {
    public SkipScan {
        if (from < 0 || delimiter.length == 0) {
            throw new IllegalArgumentException("groups of keys by " + delimiter.length + " bytes from " + from
                    + " (expected: one byte or more, from zero or more)");
        }
    }

    /** Returns whether the key contains the delimiter, so that its group may contain other keys. */
    public boolean divides(Key key) {
        return end(key.bytes()) >= 0;
    }

    /** Returns the keys of the range after the group of the key. */
    public KeyRange after(KeyRange range, Key key) {
        int end = end(key.bytes());
        if (end < 0) {
            return range.after(key);
        }
        byte[] next = successor(Arrays.copyOf(key.bytes(), end));
        return next.length == 0 ? new KeyRange(range.to(), range.to()) : range.startingAt(new Key(next));
    }

    /** Returns the end of the first delimiter; -1 when there is none. */
    private int end(byte[] key) {
        for (int i = from; i <= key.length - delimiter.length; i++) {
            if (Arrays.equals(key, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i + delimiter.length;
            }
        }
        return -1;
    }

    /** Returns the smallest bytes greater than everything with the given prefix; empty when there are none. */
    public static byte[] successor(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xFF) {
            last--;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        if (last >= 0) {
            next[last]++;
        }
        return next;
    }
}
