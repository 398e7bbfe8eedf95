// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

/** Which of the servers that share a store runs a task. */
public interface TaskLease {
    /** Held by every server: for a task of the server itself, and for a store that is not shared. */
    TaskLease NOT_NEEDED = new TaskLease() {
        @Override
        public void renew() {
            // It never ends.
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

    /** Takes the lease when it is free, and extends it when this server holds it; called each second. */
    void renew();

    /** Whether this server held the lease after the last renewal, and its time has not passed since. */
    boolean isHeld();

    /** Gives the lease back, so that another server can take it at once. */
    void release();
}
