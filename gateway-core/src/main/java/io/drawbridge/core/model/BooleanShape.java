// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** True or false; values are {@link Boolean}. */
public enum BooleanShape implements Shape {
    ANY
}
