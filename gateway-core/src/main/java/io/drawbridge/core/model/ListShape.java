// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * A list; values are {@link java.util.List}.
 *
 * @param element what is in it
 * @param elementName the name of one element on the wire, unless flattened
 * @param flattened whether elements follow each other under the name of the member, without a list around them
 * @param sizeMin fewest elements
 * @param sizeMax most elements
 */
public record ListShape(Shape element, String elementName, boolean flattened, int sizeMin, int sizeMax)
        implements Shape {
    @Override
    public boolean sensitive() {
        return element.sensitive();
    }
}
