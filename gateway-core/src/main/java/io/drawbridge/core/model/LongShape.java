// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A number of 64 bits; values are {@link Long}.
 *
 * @param min the smallest valid value
 * @param max the largest valid value
 */
public record LongShape(long min, long max) implements Shape {
    public static final LongShape ANY = new LongShape(Long.MIN_VALUE, Long.MAX_VALUE);
}
