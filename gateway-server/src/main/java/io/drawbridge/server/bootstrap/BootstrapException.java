// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

/** A bootstrap file is not valid; the message names the field and the expected value. */
public final class BootstrapException extends Exception {
    private static final long serialVersionUID = 1L;

    public BootstrapException(String message) {
        super(message);
    }
}
