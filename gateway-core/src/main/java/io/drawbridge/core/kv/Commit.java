// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.List;

/**
 * An atomic conditional change of rows: every condition holds and every operation is applied, or nothing happens.
 *
 * @param seen the read version of the view in which the conditions were read; the view may already be closed
 */
public record Commit(ReadVersion seen, List<Condition> conditions, List<Operation> operations, Durability durability) {
    /** The largest sum of key and value bytes in one commit. */
    public static final int BYTES_MAX = 10_000_000;

    public Commit {
        conditions = List.copyOf(conditions);
        operations = List.copyOf(operations);
        long bytes = 0;
        for (Operation operation : operations) {
            if (operation instanceof Operation.Put put && put.value().length > Row.VALUE_LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "value: " + put.value().length + " bytes (expected: at most " + Row.VALUE_LENGTH_MAX + ")");
            }
            bytes += operation.bytes();
        }
        if (bytes > BYTES_MAX) {
            throw new IllegalArgumentException("commit: " + bytes + " bytes (expected: at most " + BYTES_MAX + ")");
        }
    }

    /** Returns the sum of key and value bytes. */
    public long bytes() {
        long bytes = 0;
        for (Operation operation : operations) {
            bytes += operation.bytes();
        }
        return bytes;
    }

    /**
     * What must still hold. An engine may also refuse the commit when a row changed after the view and changed back.
     */
    public sealed interface Condition {
        /** No row has this key. */
        record Absent(Key key) implements Condition {}

        /** The row still has this commit version. */
        record Unchanged(Key key, long commitVersion) implements Condition {}

        /** No row in the range was written or deleted after the view. */
        record RangeUnchanged(KeyRange range) implements Condition {}
    }

    /** A change of rows. Operations on one key apply in order. */
    public sealed interface Operation {
        /** Returns the size of its keys and value in bytes. */
        int bytes();

        /** Writes the row. */
        @SuppressWarnings("ArrayRecordComponent") // operations are never compared
        record Put(Key key, byte[] value) implements Operation {
            @Override
            public int bytes() {
                return key.bytes().length + value.length;
            }
        }

        /** Removes the row if there is one. */
        record Delete(Key key) implements Operation {
            @Override
            public int bytes() {
                return key.bytes().length;
            }
        }

        /** Removes every row of the range. */
        record DeleteRange(KeyRange range) implements Operation {
            @Override
            public int bytes() {
                return range.from().bytes().length + range.to().bytes().length;
            }
        }

        /** Adds to the eight-byte number in the row, which is zero when absent; needs no condition. */
        record Add(Key key, long delta) implements Operation {
            @Override
            public int bytes() {
                return key.bytes().length + Long.BYTES;
            }
        }
    }
}
