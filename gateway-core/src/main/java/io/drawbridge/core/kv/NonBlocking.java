// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * Marks threads that serve many connections and therefore must not wait for a device or a network. A call that would
 * wait throws {@link WouldBlockException} on such a thread, before it has any effect.
 */
public interface NonBlocking {
    /** Returns whether the current thread is non-blocking. */
    static boolean here() {
        return Thread.currentThread() instanceof NonBlocking;
    }

    /**
     * Must be called before a call that waits.
     *
     * @throws WouldBlockException on a thread that must not wait
     */
    static void requireBlockingAllowed() {
        if (here()) {
            throw new WouldBlockException();
        }
    }
}
