// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.s3.scrub.StoredBlobs;
import io.drawbridge.server.control.NoServerListeningException;
import io.drawbridge.server.control.SnapshotLease;
import io.drawbridge.server.engine.rocksdb.SnapshotReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a data directory, with its key ring and the root keys that the server created: a backup contains every
 * secret. The file {@code BACKUP} lists every other file with its length and CRC32C.
 *
 * @param files the number of copied files
 * @param bytes the number of bytes in these files
 * @param keyRing whether the backup contains the key ring
 */
public record Backup(long files, long bytes, boolean keyRing) {
    static final String LIST = "BACKUP";
    static final String MAGIC = "drawbridge-backup 1";
    static final String END = "end";
    private static final String ROWS = "rows";
    private static final String BLOBS = "blobs";
    private static final String RING = "keyring";
    private static final List<String> NEEDED = List.of("STORE", "rows/CURRENT");

    /**
     * Copies a data directory. The target of a link in the directory is copied to the place of the link. While a server
     * uses the directory, the copy contains its state at one point in time after this call, with everything that was
     * acknowledged before. The server holds that snapshot until the copy is done, and still accepts writes.
     *
     * @param target a missing or empty directory
     * @throws IOException when the server cannot take a snapshot, a file cannot be found, or the target is not empty;
     *     the message is for the operator
     */
    public static Backup create(Path data, Path target) throws IOException {
        NewDirectory.mustHoldStore(data);
        if (target.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw KeptFiles.lyingInside(data);
        }
        DirectoryLock lock;
        try {
            lock = DirectoryLock.take(data, data.resolve("lock"));
        } catch (DirectoryInUseException e) {
            return ofRunning(data, target, e);
        }
        try {
            return ofStopped(data, target);
        } finally {
            lock.close();
        }
    }

    private static Backup ofStopped(Path data, Path target) throws IOException {
        StoreHeader.read(data.resolve("STORE"));
        try (NewDirectory made = NewDirectory.begin(target)) {
            Map<String, Path> files = KeptFiles.of(data, made.path(), Set.of());
            requireWhole(data, files.keySet());
            BackupCopy copy = new BackupCopy(made.path(), Copied.Progress.IGNORED);
            copy.addAll(files);
            Backup backup = copy.finish(files.containsKey(RING));
            made.publish();
            return backup;
        }
    }

    private static Backup ofRunning(Path data, Path target, DirectoryInUseException inUse) throws IOException {
        StoreHeader.read(data.resolve("STORE"));
        try (NewDirectory made = NewDirectory.begin(target);
                SnapshotLease snapshot = SnapshotLease.of(data)) {
            Map<String, Path> files = KeptFiles.of(data, made.path(), Set.of(ROWS, BLOBS));
            files.putAll(rows(snapshot.rows()));
            requireWhole(data, files.keySet());
            BackupCopy copy = new BackupCopy(made.path(), snapshot::progress);
            copy.addAll(files);
            Path blobs = data.resolve(BLOBS);
            // Copy only the blobs that the copied rows refer to: other files may be incomplete or about to be removed.
            for (String blobId : blobs(made.path().resolve(ROWS), data.resolve("native"))) {
                Path file = FileBlobStore.path(blobs, blobId);
                if (!Files.exists(file)) {
                    throw new IOException(file + " is missing, and an object needs it; bring it back from a backup or"
                            + " delete the object (stop the server, and drawbridge scrub says which)");
                }
                copy.add(BLOBS + "/" + blobs.relativize(file), file);
            }
            snapshot.release();
            Backup backup = copy.finish(files.containsKey(RING));
            made.publish();
            return backup;
        } catch (NoServerListeningException e) {
            throw new IOException(
                    inUse.fact() + ", and it takes no backup (" + e.getMessage()
                            + "): another command is at work, or the server started a moment ago, or it said in its"
                            + " log why it does not listen; wait for it or stop it",
                    e);
        }
    }

    private static Map<String, Path> rows(Path snapshot) throws IOException {
        Map<String, Path> rows = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(snapshot)) {
            for (Path file : files) {
                String name = ROWS + "/" + file.getFileName();
                if (KeptFiles.isKept(name)) {
                    rows.put(name, file);
                }
            }
        }
        return rows;
    }

    private static Set<String> blobs(Path rows, Path libraries) throws IOException {
        try (KeyValueStore store = new KeyValueStore(SnapshotReader.open(rows, libraries))) {
            return store.read(StoredBlobs::ids);
        }
    }

    private static void requireWhole(Path data, Set<String> names) throws IOException {
        String missing = missing(names);
        if (missing != null) {
            throw new IOException(data + " holds no whole store: " + missing + " is missing");
        }
    }

    /** Returns a file that every store has but that is not among the names; null when all are present. */
    private static @Nullable String missing(Collection<String> names) {
        for (String needed : NEEDED) {
            if (!names.contains(needed)) {
                return needed;
            }
        }
        return null;
    }

    /**
     * Creates a data directory from a backup, completely or not at all.
     *
     * @param data a missing or empty directory
     * @throws IOException when a file of the backup is missing or damaged; the message is for the operator
     */
    public static Backup restore(Path source, Path data) throws IOException {
        if (!Files.exists(source.resolve(LIST))) {
            throw new IOException(source + " holds no backup of Drawbridge, or one that was broken off");
        }
        List<String> lines = Files.readAllLines(source.resolve(LIST), StandardCharsets.UTF_8);
        if (lines.size() < 2
                || !lines.get(0).equals(MAGIC)
                || !lines.get(lines.size() - 1).equals(END)) {
            throw new IOException(source.resolve(LIST) + " is damaged; take another backup");
        }
        String missing = missing(lines.stream()
                .map(line -> line.split(" ", 3))
                .map(fields -> fields[fields.length - 1])
                .toList());
        if (missing != null) {
            throw new IOException(source + " holds no whole store: " + missing + " is missing; take another backup");
        }
        try (NewDirectory made = NewDirectory.begin(data)) {
            long bytes = 0;
            Set<Path> folders = new TreeSet<>();
            for (String line : lines.subList(1, lines.size() - 1)) {
                String[] fields = line.split(" ", 3);
                Path to = made.path()
                        .resolve(fields.length < 3 ? ".." : fields[2])
                        .normalize();
                if (!to.startsWith(made.path())) {
                    throw new IOException(source.resolve(LIST) + " is damaged; take another backup");
                }
                PrivateFiles.makeFolders(made.path(), to, folders);
                Copied copied = restored(source.resolve(fields[2]), to);
                if (!copied.line(fields[2]).equals(line)) {
                    throw new IOException(source.resolve(fields[2])
                            + " is not as it was when the backup was made; nothing was restored: take another backup");
                }
                bytes += copied.length();
            }
            for (Path folder : folders) {
                PrivateFiles.sync(folder);
            }
            boolean keyRing = Files.exists(made.path().resolve(RING));
            made.publish();
            return new Backup(lines.size() - 2L, bytes, keyRing);
        }
    }

    private static Copied restored(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            throw new IOException(from + " is missing; nothing was restored: take another backup");
        }
        return Copied.copy(from, to, Copied.Progress.IGNORED);
    }
}
