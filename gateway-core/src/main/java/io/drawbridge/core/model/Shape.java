// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** The type of a value: the closed set of shapes that AWS service models use. */
public sealed interface Shape
        permits StringShape,
                IntegerShape,
                LongShape,
                FloatShape,
                DoubleShape,
                BooleanShape,
                TimestampShape,
                BlobShape,
                ListShape,
                MapShape,
                StructureShape {
    /** Returns whether values must not appear in logs or messages. */
    default boolean sensitive() {
        return false;
    }
}
