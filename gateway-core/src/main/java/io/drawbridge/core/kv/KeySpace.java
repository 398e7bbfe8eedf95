// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * One kind of rows. Every kind of the program has its own namespace byte, declared once as a constant beside the table
 * that owns the rows.
 *
 * @param namespace 1 to 254; unique in the program
 * @param name what the rows are, for people
 */
public record KeySpace(int namespace, String name) {
    public KeySpace {
        if (namespace < 1 || namespace > 254) {
            throw new IllegalArgumentException("namespace: " + namespace + " (expected: 1..254)");
        }
    }

    /** Begins a key of this space. */
    public KeyBuilder key() {
        return new KeyBuilder((byte) namespace);
    }

    /** Reads a key of this space part by part. */
    public KeyReader read(Key key) {
        if ((key.bytes()[0] & 0xFF) != namespace) {
            throw new IllegalArgumentException("key " + key + " (expected: one of the space " + name + ")");
        }
        return new KeyReader(key.bytes());
    }
}
