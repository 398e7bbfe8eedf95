// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * All rows of one moment, as files that nobody changes. They are links to the files of the engine, and lie in its folder,
 * for a link must lie on the same device. Closing removes them.
 */
public final class RowSnapshot implements Closeable {
    /** The folder in the folder of the rows. */
    public static final String NAME = "snapshot";

    private static final Log LOG = Log.of(RowSnapshot.class);

    private final Path folder;

    RowSnapshot(Path rows) {
        this.folder = rows.resolve(NAME);
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /** Removes what a process that was killed left. That is only in the way, so a failure is told and nothing else. */
    static void removeLeft(Path rows) {
        // RocksDB works under the second name, and then gives it the first.
        for (String name : List.of(NAME, NAME + ".tmp")) {
            try {
                remove(rows.resolve(name));
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("folder", rows)
                        .setCause(e)
                        .log("a snapshot of the rows that is left could not be removed");
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }
}
