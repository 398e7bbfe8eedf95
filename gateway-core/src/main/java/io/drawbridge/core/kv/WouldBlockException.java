// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * The call would wait, and the thread must not wait: repeat the call on another thread. This is not a failure, and
 * nothing has happened. Thrown often, so it has no stack trace.
 */
public final class WouldBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Has no details of the call, since a repeated call needs none. */
    public WouldBlockException() {
        super("would wait on a thread that must not", null, false, false);
    }
}
