// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

/** The kinds of inconsistency between rows and bytes. */
public enum Problem {
    /** A row points to a blob that does not exist: its bytes are lost. */
    MISSING_BLOB(false),
    /** The bytes of a blob are not those that were written. */
    DAMAGED_BLOB(false),
    /** A blob is shorter or longer than its row says. */
    WRONG_LENGTH(false),
    /** The row with the body of a small object is missing. */
    MISSING_BODY(false),
    /** The body of a small object does not have the MD5 of its entity tag. */
    DAMAGED_BODY(false),
    /** Some of the rows that list the parts of an object are missing. */
    MISSING_PARTS(false),
    /** No row points to a blob. Repair: it becomes garbage, which the server removes. */
    ORPHAN_BLOB(true),
    /** The reference count of a blob is wrong. Repair: the counted number is written. */
    WRONG_USE_COUNT(true),
    /** A body or a list of parts belongs to no object. Repair: the row is removed. */
    STRAY_ROW(true);

    private final boolean repairable;

    Problem(boolean repairable) {
        this.repairable = repairable;
    }

    /** Returns whether it can be repaired without loss. */
    public boolean repairable() {
        return repairable;
    }
}
