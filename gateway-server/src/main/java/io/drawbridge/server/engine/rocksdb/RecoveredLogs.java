// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.log.Log;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The logs as found when the store is opened. RocksDB removes them after it has recovered what it could read, and also
 * everything after a damaged record. Links keep the logs until it is known that nothing was lost. No byte is copied.
 */
final class RecoveredLogs {
    /** The folder, in the folder of the rows, that keeps the logs of a failed opening. */
    static final String KEPT = "log-as-found";

    private static final Log LOG = Log.of(RecoveredLogs.class);

    private final Path links;
    private final Path kept;

    private RecoveredLogs(Path folder) {
        this.links = folder.resolve(KEPT + ".new");
        this.kept = folder.resolve(KEPT);
    }

    /** Links all logs that are not empty; after a clean stop there are none. */
    static RecoveredLogs in(Path folder) {
        RecoveredLogs logs = new RecoveredLogs(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.log")) {
            for (Path file : files) {
                if (Files.size(file) > 0) {
                    logs.link(file);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Without links, only the logs for a manual recovery beyond the readable commits are missing.
            LOG.atDebug().setCause(e).log("this file system keeps no logs as they were found");
        }
        return logs;
    }

    private void link(Path file) throws IOException {
        Files.createDirectories(links);
        try {
            Files.createLink(links.resolve(file.getFileName()), file);
        } catch (FileAlreadyExistsException e) {
            // Left by an opening that was killed.
            return;
        }
    }

    /** Removes the links: everything could be read. */
    void forget() {
        if (!Files.exists(links)) {
            return;
        }
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(links)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(links);
        } catch (IOException e) {
            LOG.warn("logs that are not needed any more could not be removed", e);
        }
    }

    /**
     * Keeps the logs: something was lost.
     *
     * @return the path of the logs, now or from an earlier opening
     */
    Path keep() throws IOException {
        if (Files.exists(links) && !Files.exists(kept)) {
            Files.move(links, kept);
        }
        return kept;
    }
}
