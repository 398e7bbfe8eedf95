// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * The call would wait, and the thread must not: make it again on another one. Not a failure, and nothing has happened.
 * Thrown often, and so without a stack trace.
 */
public final class WouldBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Knows nothing of the call: whoever makes it again needs nothing. */
    public WouldBlockException() {
        super("would wait on a thread that must not", null, false, false);
    }
}
