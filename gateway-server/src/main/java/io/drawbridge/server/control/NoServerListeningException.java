// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import java.io.IOException;

/** No server listens on the control socket of a directory. */
public final class NoServerListeningException extends IOException {
    private static final long serialVersionUID = 1L;

    NoServerListeningException(String message, IOException cause) {
        super(message, cause);
    }
}
