// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Files and folders that only their owner can access, on systems with file owners. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> STRANGERS = PosixFilePermissions.fromString("----w-rwx");

    private PrivateFiles() {}

    /** Creates an empty file; fails when it exists. */
    public static void create(Path file) throws IOException {
        if (knowsOwners(folder(file))) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            Files.createFile(file);
        }
    }

    /** Copies a file durably to a path where no file exists. */
    public static void copy(Path from, Path to) throws IOException {
        create(to);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(from));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Renames a complete file, which is already on the device, to its final name. */
    public static void publish(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder(file));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of the file");
    }

    /** Creates the folder and its parents, or removes the permissions of other users when it exists. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (knowsOwners(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /** Creates the folders between an existing root and a file, except those in {@code made}. */
    static void makeFolders(Path root, Path file, Set<Path> made) throws IOException {
        for (Path folder = file.getParent();
                folder != null && !folder.equals(root) && made.add(folder);
                folder = folder.getParent()) {
            makeFolder(folder);
        }
    }

    /** Returns whether users other than the owner have any permission. */
    static boolean openToOthers(Path file) throws IOException {
        return allows(file, OTHERS);
    }

    /**
     * Returns whether users other than the owner and readers of one group have any permission: mounted secrets often
     * belong to a group.
     */
    public static boolean openToStrangers(Path file) throws IOException {
        return allows(file, STRANGERS);
    }

    private static boolean allows(Path file, Set<PosixFilePermission> permissions) throws IOException {
        if (!knowsOwners(file)) {
            return false;
        }
        Set<PosixFilePermission> allowed = EnumSet.copyOf(permissions);
        allowed.retainAll(Files.getPosixFilePermissions(file));
        return !allowed.isEmpty();
    }

    /** Writes a whole file: after a crash it contains either the old or the new text, on the device. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        publish(fresh, file);
    }

    /** Makes the entries of a folder durable with fsync. */
    static void sync(Path folder) throws IOException {
        if (knowsOwners(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean knowsOwners(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
    }
}
