// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import io.drawbridge.server.control.SnapshotLease;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A backup command that has got its snapshot and does not go on until it is killed. */
final class BackupHolder {
    static final String HELD = "held";

    private BackupHolder() {}

    public static void main(String[] words) throws Exception {
        try (SnapshotLease snapshot = SnapshotLease.of(Path.of(words[0]))) {
            System.out.println(HELD + " " + snapshot.rows());
            new CountDownLatch(1).await();
        }
    }
}
