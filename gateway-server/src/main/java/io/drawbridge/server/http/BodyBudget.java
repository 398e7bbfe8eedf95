// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies of one kind may take together while they are collected. Safe for many threads. */
final class BodyBudget {
    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes bytes if they are left. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Gives bytes back that were taken. */
    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Returns how many bytes are taken. */
    long taken() {
        return taken.get();
    }
}
