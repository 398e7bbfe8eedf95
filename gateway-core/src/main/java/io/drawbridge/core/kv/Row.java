// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * A stored row.
 *
 * @param value not a copy; must not change
 * @param stamp the commit that wrote it; grows with every commit of the store
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
public record Row(Key key, byte[] value, long stamp) {
    /** The longest value in bytes; the strictest engine's bound. */
    public static final int VALUE_LENGTH_MAX = 100_000;
}
