// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

/** What to do when acknowledged commits cannot be read any more. */
public enum LostCommits {
    /** Do not open: the operator must decide. */
    REFUSE,
    /** Open with the readable commits: the operator has accepted the loss. */
    ACCEPT
}
