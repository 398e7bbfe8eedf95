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

/** Long files are forced while they are written, and whatever goes wrong on the way is told in the end. */
final class IncrementalFsyncFileTest {
    private static final ByteBuffer MEBIBYTE = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    /** Tells what was done to it. */
    private class Recording implements Disk.Output {
        @Override
        public void write(ByteBuffer source) {
            events.add("write");
            source.position(source.limit());
        }

        @Override
        public void force() throws IOException {
            events.add("force");
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
    void forcesEveryEightMebibytesAndAtTheEnd() throws IOException {
        try (IncrementalFsyncFile file = new IncrementalFsyncFile(new Recording(), Runnable::run)) {
            write(file, 20);
            assertThat(Collections.frequency(events, "force")).isEqualTo(2);
            assertThat(events.indexOf("force")).isEqualTo(8);
            file.force();
        }
        assertThat(Collections.frequency(events, "force")).isEqualTo(3);
        assertThat(events.subList(22, 24)).containsExactly("force", "close");
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
                    private int forces;

                    @Override
                    public void force() throws IOException {
                        super.force();
                        if (++forces == 1) {
                            works.countDown();
                            await(done);
                            events.add("first force ends");
                        }
                    }
                },
                executor);
        write(file, 8);
        await(works);
        write(file, 12);
        assertThat(threads).as("one force at a time").hasSize(1);
        Thread releasing = new Thread(done::countDown, "releasing");
        releasing.start();
        file.force();
        file.close();
        assertThat(events.subList(events.indexOf("first force ends"), events.size()))
                .containsExactly("first force ends", "force", "close");
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

    /** The system tells of lost bytes once; a force that succeeds later means nothing. */
    @Test
    void aFailureOnTheWayFailsTheEnd() throws IOException {
        IncrementalFsyncFile file = new IncrementalFsyncFile(
                new Recording() {
                    private boolean told;

                    @Override
                    public void force() throws IOException {
                        super.force();
                        if (!told) {
                            told = true;
                            throw new IOException("Input/output error");
                        }
                    }
                },
                Runnable::run);
        write(file, 10);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining("Input/output error");
        assertThatThrownBy(file::force).as("again").isInstanceOf(IOException.class);
        assertThatThrownBy(() -> write(file, 8)).isInstanceOf(IOException.class);
        file.close();
        assertThat(events).endsWith("close");
    }

    @Test
    void allIsForcedAtTheEndWhenTheDeviceIsBusy() throws IOException {
        Executor busy = task -> {
            throw new RejectedExecutionException("busy");
        };
        try (IncrementalFsyncFile file = new IncrementalFsyncFile(new Recording(), busy)) {
            write(file, 20);
            assertThat(events).doesNotContain("force");
            file.force();
        }
        assertThat(events.subList(20, 22)).containsExactly("force", "close");
    }

    @Test
    void aBlobWhoseBytesWereLostOnTheWayIsNotCommittedAndGone(@TempDir Path folder) throws IOException {
        LocalDisk failing = new LocalDisk(true) {
            @Override
            public Output create(Path file) throws IOException {
                Output real = super.create(file);
                return new Output() {
                    private boolean told;

                    @Override
                    public void write(ByteBuffer source) throws IOException {
                        real.write(source);
                    }

                    @Override
                    public void force() throws IOException {
                        if (!told) {
                            told = true;
                            throw new IOException("Input/output error");
                        }
                        real.force();
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
