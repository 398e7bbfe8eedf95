// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * A stored row.
 *
 * @param value not a copy; must not change
 * @param commitVersion the version of the commit that wrote the row; greater for every later commit of the store
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
public record Row(Key key, byte[] value, long commitVersion) {
    /** The maximum length of a value in bytes, which is the bound of the strictest engine. */
    public static final int VALUE_LENGTH_MAX = 100_000;
}
