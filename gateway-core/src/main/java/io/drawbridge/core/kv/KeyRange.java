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
    /** Returns the keys of this range after the key, without the key itself. */
    public KeyRange after(Key key) {
        Key next = key.successor();
        return next.compareTo(from) > 0 ? new KeyRange(next, to) : this;
    }

    /** Returns the keys of this range from the key on, inclusive. */
    public KeyRange startingAt(Key key) {
        return key.compareTo(from) > 0 ? new KeyRange(key, to) : this;
    }

    /** Returns whether the range contains the key. */
    public boolean contains(Key key) {
        return key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }

    /** Returns whether the range can contain no key. */
    public boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }
}
