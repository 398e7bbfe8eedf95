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
 * All rows at one point in time, as files that no process changes. They are links to the files of the engine, in the
 * engine's folder, because a link must be on the same device. Closing removes them.
 */
public final class RowSnapshot implements Closeable {
    /** The name of the folder in the folder of the rows. */
    public static final String NAME = "snapshot";

    private static final Log LOG = Log.of(RowSnapshot.class);

    private final Path folder;

    RowSnapshot(Path rows) {
        this.folder = rows.resolve(NAME);
    }

    /** Returns the folder of the files. */
    public Path folder() {
        return folder;
    }

    /** Removes the files of a killed process. They only take space, so a failure is only logged. */
    static void removeLeft(Path rows) {
        // RocksDB creates the folder under the second name and then renames it.
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
