// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/** Whether calls wait for a device or a network, and so where they may be made. */
public enum Blocking {
    /** No call waits. */
    NEVER,
    /** Calls that would wait throw {@link WouldBlockException} on a thread that is {@link NonBlocking}. */
    SOMETIMES,
    /** Calls are not to be made on a thread that is {@link NonBlocking}. */
    ALWAYS;

    /** What holds for both together. */
    public Blocking or(Blocking other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
