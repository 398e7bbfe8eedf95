// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/** A transaction conflicted with other commits in every one of its bounded attempts. Nothing was applied. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConflictException(int attempts) {
        super("transaction gave way to others " + attempts + " times; try again");
    }
}
