// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;

/** Another process, or another part of this one, works with a data directory. */
final class DirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String fact;

    /** @param fact who uses what, without a full stop */
    DirectoryInUseException(String fact) {
        super(fact + "; stop that one, or give this one another --data directory");
        this.fact = fact;
    }

    /** Who uses what. */
    String fact() {
        return fact;
    }
}
