// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A map with text as keys, in wire order; values are {@link java.util.Map}.
 *
 * @param key the constraints of the keys
 * @param value the shape of the values
 * @param keyName the name of a key on the wire
 * @param valueName the name of a value on the wire
 * @param flattened whether the entries have the name of the member, without an enclosing element
 * @param sizeMin the smallest number of entries
 * @param sizeMax the largest number of entries
 */
public record MapShape(
        StringShape key, Shape value, String keyName, String valueName, boolean flattened, int sizeMin, int sizeMax)
        implements Shape {
    @Override
    public boolean sensitive() {
        return value.sensitive();
    }
}
