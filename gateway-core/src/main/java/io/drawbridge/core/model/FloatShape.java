// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** A binary fraction of 32 bits; values are {@link Float}. */
public enum FloatShape implements Shape {
    ANY
}
