// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A disk that loses power: bytes that were not synced are lost, torn or kept at random, and so are the names of files
 * whose folder was not synced.
 */
final class ForgetfulDisk implements Disk {
    private final SplittableRandom random;
    private final Map<Path, ByteArrayOutputStream> written = new HashMap<>();
    private final Map<Path, Integer> syncedLength = new HashMap<>();
    private final Set<Path> syncedNames = new HashSet<>();
    private int operationsLeft = Integer.MAX_VALUE;

    ForgetfulDisk(SplittableRandom random) {
        this.random = random;
    }

    /** Makes the power fail within this number of operations. */
    void failAfter(int operations) {
        operationsLeft = operations;
    }

    private void operate() throws IOException {
        if (operationsLeft-- <= 0) {
            throw new IOException("power is lost");
        }
    }

    /** Leaves the files that a machine finds after its restart. */
    void losePower() throws IOException {
        for (Map.Entry<Path, ByteArrayOutputStream> file : written.entrySet()) {
            Path path = file.getKey();
            boolean named = syncedNames.contains(path) || random.nextBoolean();
            if (!Files.exists(path)) {
                continue;
            }
            if (!named) {
                Files.delete(path);
                continue;
            }
            byte[] bytes = file.getValue().toByteArray();
            int synced = syncedLength.getOrDefault(path, 0);
            int kept = synced + random.nextInt(bytes.length - synced + 1);
            byte[] left = java.util.Arrays.copyOf(bytes, kept);
            if (kept > synced && random.nextBoolean()) {
                java.util.Arrays.fill(left, synced + random.nextInt(kept - synced), kept, (byte) 0);
            }
            Files.write(path, left);
        }
        written.clear();
        operationsLeft = Integer.MAX_VALUE;
    }

    @Override
    public Output create(Path file) throws IOException {
        operate();
        Files.createFile(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.put(file, bytes);
        return new Output() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                operate();
                byte[] some = new byte[source.remaining()];
                source.get(some);
                bytes.write(some);
                Files.write(file, bytes.toByteArray());
            }

            @Override
            public void fsync() throws IOException {
                operate();
                syncedLength.put(file, bytes.size());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void fsyncFolder(Path folder) throws IOException {
        operate();
        for (Path file : written.keySet()) {
            if (file.getParent().equals(folder)) {
                syncedNames.add(file);
            }
        }
    }

    @Override
    public long room(Path folder) {
        return Long.MAX_VALUE;
    }
}
