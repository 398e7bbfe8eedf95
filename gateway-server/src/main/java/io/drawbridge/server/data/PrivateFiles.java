// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
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
    private static final Set<PosixFilePermission> WRITERS = PosixFilePermissions.fromString("----w--w-");
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

    /** Creates the file when it is missing and opens it for reading and writing; a link is refused. */
    static FileChannel openOwn(Path file) throws IOException {
        refuseLink(file);
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
        return knowsOwners(folder(file))
                ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(FILE))
                : FileChannel.open(file, options);
    }

    /**
     * Returns the text of a file of a data directory, which must not be a link.
     *
     * @throws IOException when it is a link, or longer than {@code lengthMax} bytes
     */
    static String readOwn(Path file, int lengthMax) throws IOException {
        refuseLink(file);
        return read(file, lengthMax, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    }

    /** For the sake of the message: opening a link fails in any case. */
    private static void refuseLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link; put the file itself there, or restore a backup");
        }
    }

    /**
     * Returns the text of a file at the operator's path, which may be a link.
     *
     * @throws IOException when it is longer than {@code lengthMax} bytes
     */
    static String readNamed(Path file, int lengthMax) throws IOException {
        return read(file, lengthMax, Set.of(StandardOpenOption.READ));
    }

    private static String read(Path file, int lengthMax, Set<OpenOption> options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            if (channel.size() > lengthMax) {
                throw new IOException(file + " is too large: " + channel.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Continues until everything is read.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    /** Returns whether users other than the owner may write. */
    static boolean writableByOthers(Path file) throws IOException {
        return allows(file, WRITERS);
    }

    /** Takes all permissions from users other than the owner. */
    static void closeToOthers(Path file) throws IOException {
        if (openToOthers(file)) {
            Set<PosixFilePermission> own = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            own.removeAll(OTHERS);
            Files.setPosixFilePermissions(file, own);
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
        publish(unfinished(file, text), file);
    }

    /** Writes a whole file like {@link #write}; the readers of its group keep their permission. */
    static void rewrite(Path file, String text) throws IOException {
        Path fresh = unfinished(file, text);
        keepGroup(file, fresh);
        publish(fresh, file);
    }

    private static Path unfinished(Path file, String text) throws IOException {
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
        return fresh;
    }

    private static void keepGroup(Path former, Path fresh) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(former, PosixFileAttributeView.class, NOFOLLOW_LINKS);
        if (old != null && old.readAttributes().permissions().contains(PosixFilePermission.GROUP_READ)) {
            PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
            view.setGroup(old.readAttributes().group());
            view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    /** Makes the entries of a folder durable with fsync. */
    static void sync(Path folder) throws IOException {
        if (knowsOwners(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static boolean knowsOwners(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS) != null;
    }
}
