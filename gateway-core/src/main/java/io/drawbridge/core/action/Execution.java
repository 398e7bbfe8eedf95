// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

/**
 * What running an action takes; it decides on which thread the action runs. Nothing that hashes, copies, scans or reads an
 * amount of data without a small bound may run on an event loop, whatever the engine.
 */
public enum Execution {
    /** Works on a little memory and reads nothing that is stored. Runs on the event loop, whatever the store. */
    IMMEDIATE,
    /**
     * Reads a bounded number of rows and does a bounded amount of work. Runs on the event loop; where it would have to wait
     * for a device it begins again on a worker.
     */
    BOUNDED_READ,
    /** The same with a commit: runs on the event loop only where no commit waits, which means in memory. */
    BOUNDED_WRITE,
    /** Work that grows with the body, with stored data or with a list in the request. Runs on a worker. */
    UNBOUNDED
}
