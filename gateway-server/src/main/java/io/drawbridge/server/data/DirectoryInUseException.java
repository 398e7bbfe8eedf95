// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;

/** A data directory is used by another process, or by another component of this one. */
public final class DirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String fact;

    /** @param fact which process uses which directory, without a full stop */
    DirectoryInUseException(String fact) {
        super(fact + "; stop that one, or give this one another --data directory");
        this.fact = fact;
    }

    /** Returns which process uses which directory. */
    String fact() {
        return fact;
    }
}
