// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/** Reads in one consistent view, and writes that are applied together or not at all. */
public interface Transaction extends ReadTransaction {
    /** Writes the row; visible to this transaction at once. */
    void put(Key key, byte[] value);

    /** Removes the row if there is one. */
    void delete(Key key);

    /** Adds to a counter row without reading it, so that writers of one counter do not conflict. */
    void add(Key key, long delta);
}
