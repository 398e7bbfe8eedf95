// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

/** What to do when commits that were answered with success cannot be read any more. */
public enum LostCommits {
    /** Do not open: somebody must decide. */
    REFUSE,
    /** Open with what is readable; somebody has decided. */
    ACCEPT
}
