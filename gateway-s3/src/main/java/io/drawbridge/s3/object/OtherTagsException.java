// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

/**
 * Thrown when the object that a write replaces has other tags than the access checks tested: the access decision must
 * be made again.
 */
final class OtherTagsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherTagsException() {
        super("the tags of the object changed after the access checks tested them", null, false, false);
    }
}
