// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A list; values are {@link java.util.List}.
 *
 * @param element the shape of the elements
 * @param elementName the name of an element on the wire, unless flattened
 * @param flattened whether the elements have the name of the member, without an enclosing list element
 * @param sizeMin the smallest number of elements
 * @param sizeMax the largest number of elements
 */
public record ListShape(Shape element, String elementName, boolean flattened, int sizeMin, int sizeMax)
        implements Shape {
    @Override
    public boolean sensitive() {
        return element.sensitive();
    }
}
