// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.server.engine.rocksdb.RowSnapshot;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a data directory that a backup must contain: not the lock, not files that can be unpacked again, and not
 * files that RocksDB does not need. Links are followed, because rows or bodies may be on another disk.
 */
final class KeptFiles extends SimpleFileVisitor<Path> {
    private final Path data;
    private final Path copy;
    private final Set<String> changing;
    private final Map<String, Path> files = new TreeMap<>();

    private KeptFiles(Path data, Path copy, Set<String> changing) {
        this.data = data;
        this.copy = copy;
        this.changing = changing;
    }

    /**
     * Finds the files.
     *
     * @param target the target of the copy; neither in the directory nor in the target of a link in it
     * @param changing folders that are omitted because a server writes to them
     * @return the files by name, in order
     */
    static Map<String, Path> of(Path data, Path target, Set<String> changing) throws IOException {
        KeptFiles keptFiles = new KeptFiles(data, target.toRealPath(), changing);
        Files.walkFileTree(data, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, keptFiles);
        return keptFiles.files;
    }

    /** Returns the exception for a copy of a directory into itself. */
    static IOException lyingInside(Path data) {
        return new IOException("a backup of " + data + " cannot lie in it; name a directory elsewhere");
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        boolean skipped = changing.contains(data.relativize(folder).toString());
        Path real = folder.toRealPath();
        if (skipped ? copy.startsWith(real) : copy.equals(real)) {
            throw lyingInside(data);
        }
        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            throw new IOException(
                    file + " is a link to what is not there; look whether its disk is mounted, and try again");
        }
        String name = data.relativize(file).toString();
        if (attributes.isRegularFile() && isKept(name)) {
            files.put(name, file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (isKept(data.relativize(file).toString())) {
            throw failure;
        }
        return FileVisitResult.CONTINUE;
    }

    /** @param name the name, with slashes between folders */
    static boolean isKept(String name) {
        return !name.equals("lock")
                && !name.startsWith("native/")
                && !name.equals("rows/LOCK")
                && !name.startsWith("rows/LOG")
                && !name.startsWith("rows/log-as-found")
                && !name.startsWith("rows/" + RowSnapshot.NAME)
                && !name.endsWith(".new");
    }
}
