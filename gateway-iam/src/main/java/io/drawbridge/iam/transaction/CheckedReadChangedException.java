// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.transaction;

/** Thrown when another client changed data that the access checks of this request read. */
final class CheckedReadChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckedReadChangedException() {
        super("what was checked has changed", null, false, false);
    }
}
