// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long files are synced while they are written, and any failure on the way is reported at the end. */
final class IncrementalFsyncFileTest {
    private static final ByteBuffer MEBIBYTE = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    /** Records the calls. */
    private class Recording implements Disk.Output {
        @Override
        public void write(ByteBuffer source) {
            events.add("write");
            source.position(source.limit());
        }

        @Override
        public void fsync() throws IOException {
            events.add("fsync");
        }

        @Override
        public void close() {
            events.add("close");
        }
    }

    private static void write(IncrementalFsyncFile file, int mebibytes) throws IOException {
        for (int i = 0; i < mebibytes; i++) {
            file.write(MEBIBYTE.duplicate());
        }
    }

    @Test
    void syncsEveryEightMebibytesAndAtTheEnd() throws IOException {
        try (IncrementalFsyncFile file = new IncrementalFsyncFile(new Recording(), Runnable::run)) {
            write(file, 20);
            assertThat(Collections.frequency(events, "fsync")).isEqualTo(2);
            assertThat(events.indexOf("fsync")).isEqualTo(8);
            file.fsync();
        }
        assertThat(Collections.frequency(events, "fsync")).isEqualTo(3);
        assertThat(events.subList(22, 24)).containsExactly("fsync", "close");
    }

    @Test
    void writesOnWhileTheDeviceWorksAndWaitsForItBeforeTheEnd() throws Exception {
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Executor executor = task -> {
            Thread thread = new Thread(task, "device");
            threads.add(thread);
            thread.start();
        };
        IncrementalFsyncFile file = new IncrementalFsyncFile(
                new Recording() {
                    private int fsyncs;

                    @Override
                    public void fsync() throws IOException {
                        super.fsync();
                        if (++fsyncs == 1) {
                            works.countDown();
                            await(done);
                            events.add("first fsync ends");
                        }
                    }
                },
                executor);
        write(file, 8);
        await(works);
        write(file, 12);
        assertThat(threads).as("one fsync at a time").hasSize(1);
        Thread releasing = new Thread(done::countDown, "releasing");
        releasing.start();
        file.fsync();
        file.close();
        assertThat(events.subList(events.indexOf("first fsync ends"), events.size()))
                .containsExactly("first fsync ends", "fsync", "close");
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        releasing.join(10_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The system reports lost bytes once; a later fsync that succeeds proves nothing. */
    @Test
    void aFailureOnTheWayFailsTheEnd() throws IOException {
        IncrementalFsyncFile file = new IncrementalFsyncFile(
                new Recording() {
                    private boolean failed;

                    @Override
                    public void fsync() throws IOException {
                        super.fsync();
                        if (!failed) {
                            failed = true;
                            throw new IOException("Input/output error");
                        }
                    }
                },
                Runnable::run);
        write(file, 10);
        assertThatThrownBy(file::fsync).isInstanceOf(IOException.class).hasMessageContaining("Input/output error");
        assertThatThrownBy(file::fsync).as("again").isInstanceOf(IOException.class);
        assertThatThrownBy(() -> write(file, 8)).isInstanceOf(IOException.class);
        file.close();
        assertThat(events).endsWith("close");
    }

    @Test
    void allIsSyncedAtTheEndWhenTheDeviceIsBusy() throws IOException {
        Executor busy = task -> {
            throw new RejectedExecutionException("busy");
        };
        try (IncrementalFsyncFile file = new IncrementalFsyncFile(new Recording(), busy)) {
            write(file, 20);
            assertThat(events).doesNotContain("fsync");
            file.fsync();
        }
        assertThat(events.subList(20, 22)).containsExactly("fsync", "close");
    }

    @Test
    void aBlobWhoseBytesWereLostOnTheWayIsNotCommittedAndGone(@TempDir Path folder) throws IOException {
        LocalDisk failing = new LocalDisk(true) {
            @Override
            public Output create(Path file) throws IOException {
                Output real = super.create(file);
                return new Output() {
                    private boolean failed;

                    @Override
                    public void write(ByteBuffer source) throws IOException {
                        real.write(source);
                    }

                    @Override
                    public void fsync() throws IOException {
                        if (!failed) {
                            failed = true;
                            throw new IOException("Input/output error");
                        }
                        real.fsync();
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }
        };
        String id = "000102030405060708090a0b0c0d0e0f";
        try (FileBlobStore store = FileBlobStore.durable(folder, failing)) {
            assertThatThrownBy(() -> {
                        try (BlobStore.Writer writer = store.create(id, new BlobOwner(1, "key"))) {
                            for (int i = 0; i < 10; i++) {
                                writer.write(MEBIBYTE.duplicate());
                            }
                            writer.commit();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Input/output error");
            store.list(left -> {
                throw new AssertionError("left behind: " + left);
            });
        }
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
