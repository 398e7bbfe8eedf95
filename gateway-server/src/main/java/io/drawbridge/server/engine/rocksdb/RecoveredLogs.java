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
 * The logs as an opening finds them. RocksDB removes them once it has taken what it could read, and with them whatever
 * follows a damaged record; links keep them until it is known that nothing was lost. No byte is copied.
 */
final class RecoveredLogs {
    /** Where the logs of a refused opening stay, in the folder of the rows. */
    static final String KEPT = "log-as-found";

    private static final Log LOG = Log.of(RecoveredLogs.class);

    private final Path links;
    private final Path kept;

    private RecoveredLogs(Path folder) {
        this.links = folder.resolve(KEPT + ".new");
        this.kept = folder.resolve(KEPT);
    }

    /** Links all logs with anything in them; none after a clean stop. */
    static RecoveredLogs in(Path folder) {
        RecoveredLogs logs = new RecoveredLogs(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.log")) {
            for (Path file : files) {
                if (Files.size(file) > 0) {
                    logs.link(file);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Only what may help to save more than what is readable is missing then.
            LOG.atDebug().setCause(e).log("this file system keeps no logs as they were found");
        }
        return logs;
    }

    private void link(Path file) throws IOException {
        Files.createDirectories(links);
        try {
            Files.createLink(links.resolve(file.getFileName()), file);
        } catch (FileAlreadyExistsException e) {
            // From an opening that was killed.
            return;
        }
    }

    /** Everything could be read. */
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
     * Something was lost.
     *
     * @return where the logs are now, or were put by a former opening
     */
    Path keep() throws IOException {
        if (Files.exists(links) && !Files.exists(kept)) {
            Files.move(links, kept);
        }
        return kept;
    }
}
