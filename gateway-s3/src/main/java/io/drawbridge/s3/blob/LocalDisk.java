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

/** The files of this machine. */
class LocalDisk implements Disk {
    private static final long RESERVE_MAX = 64L << 20;
    private static final int RESERVE_SHARE = 20;

    private final boolean forced;

    /** @param forced whether bytes reach the device before anybody is told that they are stored */
    LocalDisk(boolean forced) {
        this.forced = forced;
    }

    @Override
    public Output create(Path file) throws IOException {
        return new LocalFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forced);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (!forced) {
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

    private record LocalFile(FileChannel channel, boolean forced) implements Output {
        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public void force() throws IOException {
            if (forced) {
                channel.force(false);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
