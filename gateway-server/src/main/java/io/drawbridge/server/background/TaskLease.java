// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

/** Decides which of the servers of a shared store runs a task. */
public interface TaskLease {
    /** A lease that every server holds: for a task of the server itself, and for a store that is not shared. */
    TaskLease NOT_NEEDED = new TaskLease() {
        @Override
        public void renew() {
            // It has no end.
        }

        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void release() {
            // No other server waits for it.
        }
    };

    /** Acquires the lease when it is free, and extends it when this server holds it; called each second. */
    void renew();

    /** Returns whether this server held the lease after the last renewal, and the lease has not ended since. */
    boolean isHeld();

    /** Releases the lease, so that another server can acquire it immediately. */
    void release();
}
