// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * Marks threads that serve many connections and so must not wait for a device or a network. What would make them wait
 * throws {@link WouldBlockException} instead, before anything has happened.
 */
public interface NonBlocking {
    /** Whether the thread that runs now is one of them. */
    static boolean here() {
        return Thread.currentThread() instanceof NonBlocking;
    }

    /**
     * Said where a call is about to wait.
     *
     * @throws WouldBlockException on a thread that must not
     */
    static void requireBlockingAllowed() {
        if (here()) {
            throw new WouldBlockException();
        }
    }
}
