// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A body that is collected in memory. The array grows with what arrives; a length that was only announced costs nothing. Used
 * on the event loop of its connection.
 */
final class BodyCollector {
    /** What a piece did. */
    enum Added {
        /** More must come. */
        INCOMPLETE,
        /** The body is whole, or longer than it may be: then there is one byte more than the limit. */
        COMPLETE,
        /** All memory for such bodies is taken. */
        OVER_BUDGET
    }

    private static final int FIRST_LENGTH = 2_048;
    private static final byte[] NOTHING = new byte[0];

    private final BodyBudget budget;
    private final int lengthMax;
    private byte[] bytes = NOTHING;
    private int length;
    private long taken;

    /** @param lengthMax more is not collected */
    BodyCollector(BodyBudget budget, int lengthMax) {
        this.budget = budget;
        this.lengthMax = lengthMax;
    }

    /**
     * Copies a piece.
     *
     * @param last whether it is the last one
     */
    Added add(ByteBuf piece, boolean last) {
        int count = Math.min(piece.readableBytes(), lengthMax + 1 - length);
        int needed = length + count;
        if (needed > bytes.length && !grow(needed, last)) {
            return Added.OVER_BUDGET;
        }
        piece.readBytes(bytes, length, count);
        length = needed;
        return last || length > lengthMax ? Added.COMPLETE : Added.INCOMPLETE;
    }

    private boolean grow(int needed, boolean last) {
        // A body that came in one piece waits for nothing, so it takes nothing from those who collect.
        boolean whole = last && length == 0;
        int capacity =
                whole ? needed : Math.min(lengthMax + 1, Math.max(needed, Math.max(FIRST_LENGTH, bytes.length * 2)));
        int more = capacity - bytes.length;
        if (!whole) {
            if (!budget.take(more)) {
                return false;
            }
            taken += more;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    /** Returns what was collected. */
    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Gives the memory back to the budget. The request was answered, or the connection is gone. */
    void release() {
        budget.giveBack(taken);
        taken = 0;
    }
}
