// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

/**
 * A server cannot start: its port is in use, its storage cannot be opened, or its bootstrap file cannot be used. The
 * message explains what to change; the cause is the exception that was caught. Unchecked, because a test that starts a
 * server can do nothing but fail.
 */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the message of the cause. */
    public StartException(Exception cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
