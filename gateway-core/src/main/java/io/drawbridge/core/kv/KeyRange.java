// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * A half-open range of keys.
 *
 * @param from the first key, inclusive
 * @param to the end, exclusive
 */
public record KeyRange(Key from, Key to) {
    /** The part of this range that lies behind the key; the key itself is left out. */
    public KeyRange after(Key key) {
        Key next = key.successor();
        return next.compareTo(from) > 0 ? new KeyRange(next, to) : this;
    }

    /** The part of this range at or behind the key. */
    public KeyRange startingAt(Key key) {
        return key.compareTo(from) > 0 ? new KeyRange(key, to) : this;
    }

    /** Whether the key lies in it. */
    public boolean contains(Key key) {
        return key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }

    /** Whether nothing can lie in it. */
    public boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }
}
