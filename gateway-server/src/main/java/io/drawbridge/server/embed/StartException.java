// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

/**
 * A server cannot start: its port is taken, its storage cannot be opened, or its bootstrap file cannot be used. The message
 * says what to change; the cause is the exception that was caught. Unchecked, because a test that starts a server can do
 * nothing but fail.
 */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes the message of the cause. */
    public StartException(Exception cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
