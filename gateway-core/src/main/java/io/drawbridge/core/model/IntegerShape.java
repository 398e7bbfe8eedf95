// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A number of 32 bits; values are {@link Integer}.
 *
 * @param min the smallest valid value
 * @param max the largest valid value
 */
public record IntegerShape(int min, int max) implements Shape {
    public static final IntegerShape ANY = new IntegerShape(Integer.MIN_VALUE, Integer.MAX_VALUE);
}
