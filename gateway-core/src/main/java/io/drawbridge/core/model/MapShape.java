// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A map with text as keys, in the order of the wire; values are {@link java.util.Map}.
 *
 * @param key constraints of the keys
 * @param value what it maps to
 * @param keyName the name of a key on the wire
 * @param valueName the name of a value on the wire
 * @param flattened whether entries follow each other under the name of the member
 * @param sizeMin fewest entries
 * @param sizeMax most entries
 */
public record MapShape(
        StringShape key, Shape value, String keyName, String valueName, boolean flattened, int sizeMin, int sizeMax)
        implements Shape {
    @Override
    public boolean sensitive() {
        return value.sensitive();
    }
}
