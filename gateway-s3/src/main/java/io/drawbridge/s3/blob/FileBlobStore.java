// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.core.kv.StoreFullException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Stores one file for each blob, in 256 folders below one folder. A durable store calls fsync on each file and
 * its folder before the blob counts as stored; a temporary one, which belongs to rows in memory, never calls fsync
 * and removes its folder when it is closed. Several processes may use one durable folder, also over a network
 * file system.
 */
public final class FileBlobStore implements BlobStore {
    private static final int FOLDERS = 256;
    private static final long ROOM_CHECK_BYTES = 8L << 20;
    private static final int CHECK_BUFFER_LENGTH = 256 << 10;
    private static final List<String> NO_ROOM = List.of("No space left on device", "Disk quota exceeded");
    private static final HexFormat HEX = HexFormat.of();

    /** How many long bodies are synced at once while they are still written. */
    private static final int FSYNCS_MAX = 8;

    private static final int FSYNC_IDLE_SECONDS = 10;

    private final FolderSource source;
    private final Disk disk;
    private final boolean temporary;
    private final ThreadPoolExecutor fsyncExecutor;
    private final Object folderLock = new Object();
    private volatile boolean closed;
    private volatile Folder folder = new Folder.NotMade();

    private sealed interface Folder {
        record NotMade() implements Folder {}

        record Made(Path path, List<DirectorySync> directorySyncs) implements Folder {}
    }

    /** Returns the folder of a temporary store. */
    @FunctionalInterface
    public interface FolderSource {
        Path make() throws IOException;
    }

    FileBlobStore(FolderSource source, Disk disk, boolean temporary) {
        this.source = source;
        this.disk = disk;
        this.temporary = temporary;
        this.fsyncExecutor = new ThreadPoolExecutor(
                0,
                FSYNCS_MAX,
                FSYNC_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                FileBlobStore::fsyncThread);
    }

    private static Thread fsyncThread(Runnable task) {
        Thread thread = new Thread(task, "drawbridge-fsync");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Returns a store whose bytes are deleted when the process ends.
     *
     * @param source creates a new folder; called once, when the first blob is written
     */
    public static FileBlobStore temporary(FolderSource source) {
        return new FileBlobStore(source, new LocalDisk(false), true);
    }

    /**
     * Returns a store whose bytes survive the process.
     *
     * @param folder created when it is missing
     * @throws IOException when it cannot be created or written
     */
    public static FileBlobStore durable(Path folder) throws IOException {
        return durable(folder, new LocalDisk(true));
    }

    static FileBlobStore durable(Path folder, Disk disk) throws IOException {
        FileBlobStore store = new FileBlobStore(() -> folder, disk, false);
        store.made();
        return store;
    }

    @Override
    public Writer create(String blobId, BlobOwner owner) throws IOException {
        Folder.Made made = made();
        if (disk.room(made.path) <= 0) {
            throw full(made.path);
        }
        Path path = path(made.path, blobId);
        try {
            return new FileWriter(
                    made,
                    path,
                    new IncrementalFsyncFile(disk.create(path), temporary ? Runnable::run : fsyncExecutor),
                    owner,
                    made.directorySyncs.get(bucketOf(blobId)));
        } catch (IOException e) {
            throw translated(e, path);
        }
    }

    @Override
    public ResponseBody open(String blobId, long offset, long length) throws IOException {
        return new ResponseBody.FileRegion(opened(blobId), offset, length);
    }

    private FileChannel opened(String blobId) throws IOException {
        if (!temporary) {
            NonBlocking.requireBlockingAllowed();
        }
        return forReading(blobId);
    }

    /** Opens the file of a blob. A link in its place is refused: it leads to what this server did not write. */
    private FileChannel forReading(String blobId) throws IOException {
        return FileChannel.open(path(made().path, blobId), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** A temporary store's bytes were written by this process, and are in the page cache. */
    @Override
    public Blocking blocking() {
        return temporary ? Blocking.NEVER : Blocking.SOMETIMES;
    }

    @Override
    public ReadableByteChannel channel(String blobId, long offset, long length) throws IOException {
        return new FilePart(opened(blobId), offset, offset + length);
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
        try (FileChannel channel = forReading(blobId)) {
            read(channel, offset, target);
        }
    }

    private static void read(FileChannel channel, long offset, ByteBuffer target) throws IOException {
        long position = offset;
        while (target.hasRemaining()) {
            int count = channel.read(target, position);
            if (count < 0) {
                throw new EOFException("a blob ends at " + position);
            }
            position += count;
        }
    }

    @Override
    public void delete(String blobId) throws IOException {
        Files.deleteIfExists(path(made().path, blobId));
    }

    @Override
    public void list(Consumer<String> ids) throws IOException {
        Path root = made().path;
        for (int i = 0; i < FOLDERS; i++) {
            try (Stream<Path> files = Files.list(root.resolve(HEX.toHexDigits((byte) i)))) {
                files.forEach(file -> ids.accept(file.getFileName().toString()));
            }
        }
    }

    @Override
    public Optional<BlobFooter> footer(String blobId) throws IOException {
        try (FileChannel channel = forReading(blobId)) {
            return footer(channel);
        }
    }

    @Override
    public BlobHealth check(String blobId) throws IOException {
        try (FileChannel channel = forReading(blobId)) {
            Optional<BlobFooter> footer = footer(channel);
            if (footer.isEmpty()) {
                return new BlobHealth.Damaged("the end of the file is not that of a blob");
            }
            BlobFooter written = footer.get();
            if (written.length() + written.encoded().remaining() != channel.size()) {
                return new BlobHealth.Damaged("the file has another length than was written");
            }
            return crc(channel, written.length()) == written.crc32c()
                    ? new BlobHealth.Intact(written.length())
                    : new BlobHealth.Damaged("the bytes do not have the checksum that was written");
        } catch (NoSuchFileException e) {
            return new BlobHealth.Missing();
        }
    }

    private static Optional<BlobFooter> footer(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < BlobFooter.TAIL_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer tail = ByteBuffer.allocate(BlobFooter.TAIL_LENGTH);
        read(channel, size - BlobFooter.TAIL_LENGTH, tail);
        Optional<Integer> length = BlobFooter.length(tail.flip());
        if (length.isEmpty() || length.get() > size) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.allocate(length.get());
        read(channel, size - length.get(), whole);
        return BlobFooter.decode(whole.array());
    }

    private static int crc(FileChannel channel, long length) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(CHECK_BUFFER_LENGTH);
        for (long done = 0; done < length; done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            read(channel, done, buffer);
            crc.update(buffer.flip());
        }
        return (int) crc.getValue();
    }

    private Folder.Made made() throws IOException {
        if (folder instanceof Folder.Made made) {
            return made;
        }
        synchronized (folderLock) {
            if (closed) {
                throw new IOException("the blob store is closed");
            }
            if (folder instanceof Folder.Made made) {
                return made;
            }
            Folder.Made made = prepared(source.make());
            folder = made;
            return made;
        }
    }

    private Folder.Made prepared(Path root) throws IOException {
        disk.createFolder(root);
        for (int i = 0; i < FOLDERS; i++) {
            Path bucket = root.resolve(HEX.toHexDigits((byte) i));
            if (Files.isSymbolicLink(bucket)) {
                throw new IOException(bucket + " is a symbolic link; only the folder of all blobs may be one");
            }
            disk.createFolder(bucket);
        }
        disk.fsyncFolder(root);
        return new Folder.Made(
                root,
                IntStream.range(0, FOLDERS)
                        .mapToObj(i -> new DirectorySync(disk, root.resolve(HEX.toHexDigits((byte) i))))
                        .toList());
    }

    /** Returns the path of a blob's file below the folder of a store. */
    public static Path path(Path root, String id) {
        return root.resolve(HEX.toHexDigits((byte) bucketOf(id))).resolve(id);
    }

    /** Returns the number of the last two digits of an id; they differ most from blob to blob. */
    private static int bucketOf(String id) {
        return HexFormat.fromHexDigits(id, id.length() - 2, id.length());
    }

    private static IOException translated(IOException e, Path path) {
        String message = String.valueOf(e.getMessage());
        if (NO_ROOM.stream().anyMatch(message::contains)) {
            throw full(path);
        }
        return e;
    }

    private static StoreFullException full(Path path) {
        return new StoreFullException(
                "no room for another blob in " + path + "; delete data or make the file system larger");
    }

    @Override
    public void close() {
        synchronized (folderLock) {
            closed = true;
            fsyncExecutor.shutdown();
            if (temporary && folder instanceof Folder.Made made) {
                try {
                    removeTree(made.path());
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot remove " + made.path(), e);
                }
            }
        }
    }

    private static void removeTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private final class FileWriter implements Writer {
        private final Folder.Made made;
        private final Path path;
        private final IncrementalFsyncFile file;
        private final BlobOwner owner;
        private final DirectorySync directorySync;
        private final CRC32C crc = new CRC32C();
        private long length;
        private long nextRoomCheck = ROOM_CHECK_BYTES;
        private boolean committed;

        FileWriter(
                Folder.Made made, Path path, IncrementalFsyncFile file, BlobOwner owner, DirectorySync directorySync) {
            this.made = made;
            this.path = path;
            this.file = file;
            this.owner = owner;
            this.directorySync = directorySync;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            length += bytes.remaining();
            if (length >= nextRoomCheck) {
                nextRoomCheck += ROOM_CHECK_BYTES;
                if (disk.room(made.path) <= 0) {
                    throw full(made.path);
                }
            }
            crc.update(bytes.duplicate());
            append(bytes);
        }

        private void append(ByteBuffer bytes) throws IOException {
            try {
                file.write(bytes);
            } catch (IOException e) {
                throw translated(e, path);
            }
        }

        @Override
        public void commit() throws IOException {
            append(new BlobFooter(length, (int) crc.getValue(), owner).encoded());
            try {
                file.fsync();
            } catch (IOException e) {
                throw translated(e, path);
            }
            file.close();
            directorySync.fsync();
            committed = true;
        }

        @Override
        public void close() {
            if (committed) {
                return;
            }
            try (file) {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove unfinished blob " + path, e);
            }
        }
    }
}
