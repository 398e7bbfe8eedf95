// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * The native library of RocksDB, unpacked once to a folder that only the server can write to, instead of a new
 * temporary file at every start. A file that differs from the one in the archive is replaced before it is loaded.
 */
final class NativeLibrary {
    private static final String NAME = "rocksdb";

    /** The name that RocksDB looks for in a given folder; differs from the name in the archive. */
    private static final String SOUGHT = "rocksdbjni";

    private static final int PIECE_BYTES = 1 << 20;

    private NativeLibrary() {}

    /**
     * Loads the library; does nothing when this JVM has loaded it already.
     *
     * @param folder created when it is missing
     */
    static void load(Path folder) throws IOException {
        if (System.getenv("ROCKSDB_SHAREDLIB_DIR") != null) {
            RocksDB.loadLibrary();
            return;
        }
        if (loaded()) {
            return;
        }
        String resource = Environment.getJniLibraryFileName(NAME);
        URL packed = RocksDB.class.getClassLoader().getResource(resource);
        if (packed == null) {
            throw new IOException("RocksDB has no library for this machine (" + resource
                    + "); use --memory, or set ROCKSDB_SHAREDLIB_DIR to a folder that holds one");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(Environment.getJniLibraryFileName(SOUGHT));
        if (!same(packed, file)) {
            unpack(packed, file);
        }
        try {
            RocksDB.loadLibrary(List.of(folder.toAbsolutePath().toString()));
        } catch (UnsatisfiedLinkError e) {
            throw new IOException(
                    "cannot load " + file + ": " + e.getMessage()
                            + "; a folder mounted noexec needs ROCKSDB_SHAREDLIB_DIR to name another",
                    e);
        }
    }

    /** Returns whether another store of this JVM has loaded it: only then does loading without a folder succeed. */
    private static boolean loaded() {
        try {
            RocksDB.loadLibrary(List.of());
            return true;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static boolean same(URL packed, Path file) throws IOException {
        URLConnection connection = packed.openConnection();
        if (!(connection instanceof JarURLConnection archive) || !Files.isRegularFile(file)) {
            return false;
        }
        JarEntry entry = archive.getJarEntry();
        return entry.getSize() == Files.size(file) && entry.getCrc() == checksum(file);
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
            while (channel.read(piece) >= 0) {
                checksum.update(piece.flip());
                piece.clear();
            }
        }
        return checksum.getValue();
    }

    private static void unpack(URL packed, Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), "unpack-", ".tmp");
        try {
            try (InputStream source = packed.openStream()) {
                Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            // A process that uses the old file keeps it: the move replaces the name, not the bytes.
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
