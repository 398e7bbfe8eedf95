// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place for blobs does. Subclass it and add what only this place does. */
abstract class BlobStoreSuite {
    static final BlobOwner OWNER = new BlobOwner(7, "ключ/ +%\u0001");
    private static final int MIB = 1 << 20;
    private static final int STEP = 60_000;

    /** The store of this test; empty. */
    abstract BlobStore store();

    /** Changes the byte of a stored blob that is so many bytes from the begin. */
    abstract void damage(String blobId, int position) throws IOException;

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static void put(BlobStore store, String blobId, byte[] bytes) throws IOException {
        try (BlobStore.Writer writer = store.create(blobId, OWNER)) {
            write(writer, bytes);
            writer.commit();
        }
    }

    private static void write(BlobStore.Writer writer, byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += STEP) {
            writer.write(ByteBuffer.wrap(bytes, from, Math.min(STEP, bytes.length - from)));
        }
    }

    static byte[] open(BlobStore store, String blobId, long offset, long length) throws IOException {
        ResponseBody body = store.open(blobId, offset, length);
        assertThat(body.contentLength()).isEqualTo(length);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        WritableByteChannel channel = Channels.newChannel(target);
        if (body instanceof ResponseBody.FileRegion region) {
            try (FileChannel file = region.channel()) {
                file.transferTo(region.offset(), region.contentLength(), channel);
            }
        } else {
            ((ResponseBody.Streamed) body).producer().writeTo(channel);
        }
        return target.toByteArray();
    }

    static byte[] channel(BlobStore store, String blobId, long offset, long length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate((int) length + 1);
        try (ReadableByteChannel channel = store.channel(blobId, offset, length)) {
            int count = 0;
            while (count >= 0) {
                count = channel.read(target);
            }
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 << 10, 5 * MIB - 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB})
    void whatWasCommittedIsRead(int length) throws IOException {
        byte[] bytes = bytes(length, length);
        put(store(), "e-01", bytes);
        assertThat(store().check("e-01")).isEqualTo(new BlobHealth.Intact(length));
        if (length > 0) {
            assertThat(open(store(), "e-01", 0, length)).isEqualTo(bytes);
            assertThat(channel(store(), "e-01", 0, length)).isEqualTo(bytes);
        }
        int from = length / 3;
        ByteBuffer part = ByteBuffer.allocate(length / 2);
        store().read("e-01", from, part);
        assertThat(part.array()).isEqualTo(Arrays.copyOfRange(bytes, from, from + length / 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyRangeIsRead(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = bytes(random.nextInt(1, 300_000), seed);
        put(store(), "e-01", bytes);
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(bytes.length);
            int length = random.nextInt(1, bytes.length - from + 1);
            byte[] expected = Arrays.copyOfRange(bytes, from, from + length);
            assertThat(open(store(), "e-01", from, length)).as("seed %d", seed).isEqualTo(expected);
            assertThat(channel(store(), "e-01", from, length))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 9 * MIB})
    void nothingIsLeftOfABlobThatWasNotCommitted(int length) throws IOException {
        try (BlobStore.Writer writer = store().create("e-01", OWNER)) {
            write(writer, bytes(length, 1));
        }
        assertThat(store().check("e-01")).isEqualTo(new BlobHealth.Missing());
        assertThat(ids()).isEmpty();
    }

    @Test
    void aMissingBlobIsReported() throws IOException {
        put(store(), "e-02", bytes(10, 1));
        assertThatThrownBy(() -> store().open("e-01", 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().read("e-01", 0, ByteBuffer.allocate(1)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> channel(store(), "e-01", 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThat(store().check("e-01")).isEqualTo(new BlobHealth.Missing());
        store().delete("e-02");
        store().delete("e-02");
        assertThat(store().check("e-02")).isEqualTo(new BlobHealth.Missing());
    }

    @Test
    void theIdsOfAllBlobsAreListed() throws IOException {
        put(store(), "e-01", bytes(1, 1));
        put(store(), "e-ff", bytes(0, 1));
        assertThat(ids()).containsExactlyInAnyOrder("e-01", "e-ff");
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        store().list(ids::add);
        return ids;
    }

    @Test
    void manyWritersDoNotMeet() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int number = i;
                done.add(writers.submit(() -> {
                    put(store(), "e-" + (10 + number), bytes(number * 100_000, number));
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            writers.shutdown();
        }
        for (int i = 0; i < 16; i++) {
            assertThat(store().check("e-" + (10 + i))).isEqualTo(new BlobHealth.Intact(i * 100_000L));
        }
        assertThat(open(store(), "e-25", 0, 1_500_000)).isEqualTo(bytes(1_500_000, 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4_999, 5_000, 5_030})
    void aChangedByteIsFound(int position) throws IOException {
        put(store(), "e-01", bytes(5_000, 1));
        damage("e-01", position);
        assertThat(store().check("e-01")).isInstanceOf(BlobHealth.Damaged.class);
    }
}
