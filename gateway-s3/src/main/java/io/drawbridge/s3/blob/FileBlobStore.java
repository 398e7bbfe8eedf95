// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.api.ResponseBody;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * One file a blob, in 256 folders below one folder, which is made when the first blob is written and removed when the
 * store is closed: the companion of the memory engine, whose rows are gone then too. Large bodies thus never fill the
 * heap. Nothing is forced to the device.
 */
public final class FileBlobStore implements BlobStore {
    private static final HexFormat HEX = HexFormat.of();

    private final FolderSource source;
    private final String epoch;
    private final AtomicLong sequence = new AtomicLong();
    private final Object folderLock = new Object();
    private volatile boolean closed;
    private volatile Folder folder = new Folder.NotMade();

    private sealed interface Folder {
        record NotMade() implements Folder {}

        record Made(Path path) implements Folder {}
    }

    /** Makes the folder, which must be new and empty. */
    @FunctionalInterface
    public interface FolderSource {
        Path make() throws IOException;
    }

    /**
     * @param source called once, when the first blob is written
     * @param random makes the part of the names that tells this store from others
     */
    public FileBlobStore(FolderSource source, RandomGenerator random) {
        this.source = source;
        this.epoch = HEX.toHexDigits(random.nextLong());
    }

    @Override
    public Writer create() throws IOException {
        long number = sequence.incrementAndGet();
        String id = epoch + "-" + HEX.toHexDigits(number);
        Path path = path(madeFolder(), id);
        Files.createDirectories(path.getParent());
        return new FileWriter(
                id, path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public ResponseBody open(String blobId, long offset, long length) throws IOException {
        return new ResponseBody.FileRegion(
                FileChannel.open(path(madeFolder(), blobId), StandardOpenOption.READ), offset, length);
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
        try (FileChannel channel = FileChannel.open(path(madeFolder(), blobId), StandardOpenOption.READ)) {
            long position = offset;
            while (target.hasRemaining()) {
                int count = channel.read(target, position);
                if (count < 0) {
                    throw new EOFException("blob " + blobId + " ends at " + position);
                }
                position += count;
            }
        }
    }

    @Override
    public void delete(String blobId) throws IOException {
        Files.deleteIfExists(path(madeFolder(), blobId));
    }

    private Path madeFolder() throws IOException {
        if (folder instanceof Folder.Made made) {
            return made.path();
        }
        synchronized (folderLock) {
            if (closed) {
                throw new IOException("the blob store is closed");
            }
            if (folder instanceof Folder.Made made) {
                return made.path();
            }
            Path path = source.make();
            folder = new Folder.Made(path);
            return path;
        }
    }

    private static Path path(Path root, String id) {
        return root.resolve(id.substring(id.length() - 2)).resolve(id);
    }

    @Override
    public void close() {
        synchronized (folderLock) {
            closed = true;
            if (folder instanceof Folder.Made made) {
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

    private static final class FileWriter implements Writer {
        private final String id;
        private final Path path;
        private final FileChannel channel;
        private boolean committed;

        FileWriter(String id, Path path, FileChannel channel) {
            this.id = id;
            this.path = path;
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public String commit() throws IOException {
            channel.close();
            committed = true;
            return id;
        }

        @Override
        public void close() {
            if (committed) {
                return;
            }
            try (channel) {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove unfinished blob " + path, e);
            }
        }
    }
}
