// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/** The effect of a matching statement. */
public enum Effect {
    ALLOW,
    DENY
}
