// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/** Whether calls wait for a device or a network, which decides on which threads they may run. */
public enum Blocking {
    /** No call waits. */
    NEVER,
    /** Calls that would wait throw {@link WouldBlockException} on a thread that is {@link NonBlocking}. */
    SOMETIMES,
    /** Calls must not run on a thread that is {@link NonBlocking}. */
    ALWAYS;

    /** Returns the stricter of both. */
    public Blocking or(Blocking other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
