// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Arrays;

/**
 * Divides keys into groups: all keys that agree up to and with the first delimiter at or behind an offset are one group,
 * and a key without a delimiter there is a group of its own. Groups lie side by side in the order of keys.
 *
 * @param from the offset in bytes from the beginning of the key, namespace included
 * @param delimiter at least one byte, as it stands in keys; not copied and must not change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SkipScan(int from, byte[] delimiter) {
    public SkipScan {
        if (from < 0 || delimiter.length == 0) {
            throw new IllegalArgumentException("groups of keys by " + delimiter.length + " bytes from " + from
                    + " (expected: one byte or more, from zero or more)");
        }
    }

    /** Whether the key holds the delimiter, so that others may share its group. */
    public boolean divides(Key key) {
        return end(key.bytes()) >= 0;
    }

    /** The part of the range that lies behind the group of the key. */
    public KeyRange behind(KeyRange range, Key key) {
        int end = end(key.bytes());
        if (end < 0) {
            return range.after(key);
        }
        byte[] next = successor(Arrays.copyOf(key.bytes(), end));
        return next.length == 0 ? new KeyRange(range.to(), range.to()) : range.startingAt(new Key(next));
    }

    /** The end of the first delimiter; -1 when there is none. */
    private int end(byte[] key) {
        for (int i = from; i <= key.length - delimiter.length; i++) {
            if (Arrays.equals(key, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i + delimiter.length;
            }
        }
        return -1;
    }

    /** The smallest bytes above everything that begins with the given ones; empty when there are none. */
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
