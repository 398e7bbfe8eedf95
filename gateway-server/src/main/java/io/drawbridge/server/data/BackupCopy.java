// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the files of a backup. */
final class BackupCopy {
    private final Path target;
    private final Copied.Progress progress;
    private final List<String> lines = new ArrayList<>(List.of(Backup.MAGIC));
    private final Set<Path> folders = new TreeSet<>();
    private long bytes;

    /** @param target an existing directory */
    BackupCopy(Path target, Copied.Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    /** Copies a file; its name contains slashes between folders. */
    void add(String name, Path from) throws IOException {
        Path to = target.resolve(name);
        PrivateFiles.makeFolders(target, to, folders);
        Copied copied = Copied.copy(from, to, progress);
        lines.add(copied.line(name));
        bytes += copied.length();
    }

    void addAll(Map<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            add(file.getKey(), file.getValue());
        }
    }

    /** Writes the list of all files, which completes the backup. */
    Backup finish(boolean keyRing) throws IOException {
        lines.add(Backup.END);
        for (Path folder : folders) {
            PrivateFiles.sync(folder);
        }
        PrivateFiles.write(target.resolve(Backup.LIST), String.join("\n", lines) + "\n");
        return new Backup(lines.size() - 2L, bytes, keyRing);
    }
}
