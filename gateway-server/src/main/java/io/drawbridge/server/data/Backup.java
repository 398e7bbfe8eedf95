// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a data directory that no server uses, with its key ring and the root keys that the server made: who has a
 * backup has everything. The file {@code BACKUP} lists every other file with its length and CRC32C.
 *
 * @param files copied
 * @param bytes in them
 * @param keyRing whether the key ring is among them
 */
public record Backup(long files, long bytes, boolean keyRing) {
    private static final String LIST = "BACKUP";
    private static final String MAGIC = "drawbridge-backup 1";
    private static final String END = "end";
    private static final List<String> NEEDED = List.of("STORE", "rows/CURRENT");
    private static final int BUFFER_LENGTH = 1 << 20;

    private record Copied(long length, int crc32c) {
        String line(String name) {
            return HexFormat.of().toHexDigits(crc32c) + " " + length + " " + name;
        }
    }

    /**
     * Copies a data directory. What lies behind a link in it is copied to where the link stands.
     *
     * @param target missing or empty
     * @throws IOException when a server uses the directory, something in it cannot be found, or the target is not empty;
     *     the message is for the operator
     */
    public static Backup create(Path data, Path target) throws IOException {
        NewDirectory.mustHoldStore(data);
        if (target.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw lyingInside(data);
        }
        DirectoryLock lock = DirectoryLock.take(data, data.resolve("lock"));
        try {
            StoreHeader.read(data.resolve("STORE"));
            return copyOf(data, target);
        } finally {
            lock.close();
        }
    }

    private static Backup copyOf(Path data, Path target) throws IOException {
        try (NewDirectory made = NewDirectory.begin(target)) {
            List<String> lines = new ArrayList<>(List.of(MAGIC));
            long bytes = 0;
            Set<Path> folders = new TreeSet<>();
            for (String name : names(data, made.path())) {
                Path to = made.path().resolve(name);
                makeFolders(made.path(), to, folders);
                Copied copied = copy(data.resolve(name), to);
                lines.add(copied.line(name));
                bytes += copied.length;
            }
            lines.add(END);
            for (Path folder : folders) {
                PrivateFiles.sync(folder);
            }
            PrivateFiles.write(made.path().resolve(LIST), String.join("\n", lines) + "\n");
            made.publish();
            return new Backup(lines.size() - 2L, bytes, Files.exists(data.resolve("keyring")));
        }
    }

    private static IOException lyingInside(Path data) {
        return new IOException("a backup of " + data + " cannot lie in it; name a directory elsewhere");
    }

    /**
     * What must be kept: neither the lock, nor what can be unpacked again, nor what RocksDB has no use for. Links are followed,
     * for rows or bodies may lie on another disk.
     */
    private static List<String> names(Path data, Path target) throws IOException {
        List<String> names = new ArrayList<>();
        Path copy = target.toRealPath();
        try (Stream<Path> entries = Files.walk(data, FileVisitOption.FOLLOW_LINKS)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = data.relativize(entry).toString();
                if (Files.isDirectory(entry)) {
                    if (entry.toRealPath().equals(copy)) {
                        throw lyingInside(data);
                    }
                } else if (Files.isRegularFile(entry)) {
                    if (kept(name)) {
                        names.add(name);
                    }
                } else if (Files.isSymbolicLink(entry)) {
                    throw new IOException(
                            entry + " is a link to what is not there; look whether its disk is mounted, and try again");
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        String missing = missing(names);
        if (missing != null) {
            throw new IOException(data + " holds no whole store: " + missing + " is missing");
        }
        names.sort(null);
        return names;
    }

    private static boolean kept(String name) {
        return !name.equals("lock")
                && !name.startsWith("native/")
                && !name.equals("rows/LOCK")
                && !name.startsWith("rows/LOG")
                && !name.startsWith("rows/log-as-found")
                && !name.endsWith(".new");
    }

    /** What no store is without, as far as it is not among the names; null when all of it is. */
    private static @Nullable String missing(List<String> names) {
        for (String needed : NEEDED) {
            if (!names.contains(needed)) {
                return needed;
            }
        }
        return null;
    }

    /**
     * Makes a data directory from a backup: all of it, or none.
     *
     * @param data missing or empty
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
                makeFolders(made.path(), to, folders);
                Copied copied = restored(source.resolve(fields[2]), to);
                if (!copied.line(fields[2]).equals(line)) {
                    throw new IOException(source.resolve(fields[2])
                            + " is not as it was when the backup was made; nothing was restored: take another backup");
                }
                bytes += copied.length;
            }
            for (Path folder : folders) {
                PrivateFiles.sync(folder);
            }
            boolean keyRing = Files.exists(made.path().resolve("keyring"));
            made.publish();
            return new Backup(lines.size() - 2L, bytes, keyRing);
        }
    }

    private static Copied restored(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            throw new IOException(from + " is missing; nothing was restored: take another backup");
        }
        return copy(from, to);
    }

    private static void makeFolders(Path root, Path file, Set<Path> made) throws IOException {
        for (Path folder = file.getParent();
                folder != null && !folder.equals(root) && made.add(folder);
                folder = folder.getParent()) {
            PrivateFiles.makeFolder(folder);
        }
    }

    private static Copied copy(Path from, Path to) throws IOException {
        PrivateFiles.create(to);
        CRC32C crc = new CRC32C();
        long length = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
        try (FileChannel input = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel output = FileChannel.open(to, StandardOpenOption.WRITE)) {
            while (input.read(buffer) >= 0) {
                buffer.flip();
                length += buffer.remaining();
                crc.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    output.write(buffer);
                }
                buffer.clear();
            }
            output.force(true);
        }
        return new Copied(length, (int) crc.getValue());
    }
}
