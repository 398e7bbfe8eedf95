// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/** What a commit waits for. A client can never lower it. */
public enum Durability {
    /** Nothing: the row may be lost when the process ends. For counters and last-used marks. */
    MEMORY,
    /** The operating system has received it: it survives the process, not the machine. */
    OS,
    /** The device has stored it. */
    FSYNC
}
