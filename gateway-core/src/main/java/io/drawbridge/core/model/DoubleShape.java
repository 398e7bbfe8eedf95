// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** A binary fraction of 64 bits; values are {@link Double}. */
public enum DoubleShape implements Shape {
    ANY
}
