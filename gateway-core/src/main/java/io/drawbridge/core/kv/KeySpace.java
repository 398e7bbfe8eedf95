// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * The keys of one kind of rows. Each kind has its own namespace byte, declared once as a constant in the table that
 * owns the rows.
 *
 * @param namespace 1 to 254; unique in the program
 * @param name a human-readable name of the rows
 */
public record KeySpace(int namespace, String name) {
    public KeySpace {
        if (namespace < 1 || namespace > 254) {
            throw new IllegalArgumentException("namespace: " + namespace + " (expected: 1..254)");
        }
    }

    /** Returns a builder for a key of this space. */
    public KeyBuilder key() {
        return new KeyBuilder((byte) namespace);
    }

    /** Returns a reader for the elements of a key of this space. */
    public KeyReader read(Key key) {
        if ((key.bytes()[0] & 0xFF) != namespace) {
            throw new IllegalArgumentException("key " + key + " (expected: one of the space " + name + ")");
        }
        return new KeyReader(key.bytes());
    }
}
