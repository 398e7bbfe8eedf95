// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/** What a matching statement does. */
public enum Effect {
    ALLOW,
    DENY
}
