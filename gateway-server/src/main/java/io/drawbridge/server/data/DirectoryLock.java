// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prevents a second server from using a directory. The system releases the lock when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
    private static final int TEXT_MAX = 32;

    /**
     * The files that this process has locked. This is static state, against the rule, because the system also keeps
     * locks per process: closing any channel of a file releases the lock of another channel of this process, so a
     * locked file must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileChannel channel;

    private DirectoryLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /** @throws DirectoryInUseException when another process or another lock of this process holds it */
    static DirectoryLock take(Path directory, Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of the lock");
        Path held = folder.toRealPath().resolve(file.getFileName());
        if (!HELD.add(held)) {
            throw inUse(directory, holder(Long.toString(ProcessHandle.current().pid())));
        }
        boolean taken = false;
        try {
            DirectoryLock lock = new DirectoryLock(held, locked(directory, file));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD.remove(held);
            }
        }
    }

    private static FileChannel locked(Path directory, Path file) throws IOException {
        FileChannel channel = PrivateFiles.openOwn(file);
        boolean taken = false;
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory, holder(channel));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return channel;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static DirectoryInUseException inUse(Path directory, String holder) {
        return new DirectoryInUseException(directory + " is in use by another Drawbridge server" + holder);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(TEXT_MAX);
        channel.read(text, 0);
        String process = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return holder(process);
    }

    private static String holder(String process) {
        return process.isEmpty() ? "" : " (process " + process + ")";
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(held);
        }
    }
}
