// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The files of this machine. Files and folders are accessible to their owner only, where the file system supports
 * owners.
 */
class LocalDisk implements Disk {
    private static final long RESERVE_MAX = 64L << 20;
    private static final int RESERVE_SHARE = 20;

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> WRITERS = PosixFilePermissions.fromString("----w--w-");
    private static final FileAttribute<?>[] NONE = {};
    private static final FileAttribute<?>[] FILE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] FOLDER = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };

    private final boolean durable;

    /**
     * @param durable whether fsync is called before bytes count as stored
     */
    LocalDisk(boolean durable) {
        this.durable = durable;
    }

    @Override
    public Output create(Path file) throws IOException {
        return new LocalFile(FileChannel.open(file, NEW, knowsOwners(file) ? FILE : NONE), durable);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, knowsOwners(folder) ? FOLDER : NONE);
        if (knowsOwners(folder)) {
            closeToOthers(folder.toRealPath());
        }
    }

    /** Refuses a folder that others could have changed; takes the permission to read it from them. */
    private static void closeToOthers(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (permissions.stream().anyMatch(WRITERS::contains)) {
            throw new IOException("other users may write to " + folder
                    + " and may have changed it; look what is in it, then take that away with: chmod 700 " + folder);
        }
        if (permissions.removeAll(OTHERS)) {
            Files.setPosixFilePermissions(folder, permissions);
        }
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public void fsyncFolder(Path folder) throws IOException {
        if (!durable) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long room(Path folder) throws IOException {
        FileStore device = Files.getFileStore(folder);
        return device.getUsableSpace() - Math.min(RESERVE_MAX, device.getTotalSpace() / RESERVE_SHARE);
    }

    private record LocalFile(FileChannel channel, boolean durable) implements Output {
        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public void fsync() throws IOException {
            if (durable) {
                channel.force(false);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
