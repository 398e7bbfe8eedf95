// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A file system without room, made in memory; only root can make one. */
final class DiskFullTest {
    private static final int OBJECT_LENGTH = 4 << 20;
    private static final int OBJECTS_MAX = 100;

    /** Less than the reserve for rows, more than the one for bodies on so small a device. */
    private static final long LEFT = 40 << 20;

    @TempDir
    private Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        Path device = Files.createDirectory(folder.resolve("device"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", device.toString()),
                "a small file system cannot be mounted here; it takes root");
        mounted = true;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", folder.resolve("device").toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFullDeviceRefusesWritesKeepsReadingDeletesAndGoesOnWhenThereIsRoom() throws Exception {
        Path device = folder.resolve("device");
        try (ServerProcess server = ServerProcess.start(device);
                S3Client s3 = server.s3();
                IamClient iam = server.iam()) {
            s3.createBucket(request -> request.bucket("full"));
            iam.createUser(request -> request.userName("before"));
            put(s3, "small", 1000);
            int stored = fill(s3);
            assertThat(stored).isBetween(5, OBJECTS_MAX - 1);

            // What was refused left up to its own length; take that too, and some of the reserve.
            fillUp(device.resolve("part"), Files.getFileStore(device).getUsableSpace() - LEFT);
            untilRefused(() -> put(s3, "small", 1000));
            refused(() -> put(s3, "more", 1000));
            refused(() -> put(s3, "more", OBJECT_LENGTH));
            IamException edit =
                    catchThrowableOfType(IamException.class, () -> iam.createUser(request -> request.userName("late")));
            assertThat(edit.statusCode()).isEqualTo(503);
            assertThat(edit.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
            assertThat(iam.listUsers().users()).hasSize(1);
            everythingIsRead(s3, stored);

            for (int i = 0; i < stored; i += 2) {
                String key = "large-" + i;
                s3.deleteObject(request -> request.bucket("full").key(key));
            }
            goesOn(() -> put(s3, "after", OBJECT_LENGTH));
            iam.createUser(request -> request.userName("after"));
            everythingIsRead(s3, 0);

            // Somebody else takes the reserve too.
            fillUp(device.resolve("filler"), Long.MAX_VALUE);
            untilRefused(() -> put(s3, "small", 1000));
            refused(() -> put(s3, "more", OBJECT_LENGTH));
            everythingIsRead(s3, 0);
            Files.delete(device.resolve("filler"));
            goesOn(() -> put(s3, "after", OBJECT_LENGTH));
            goesOn(() -> iam.deleteUser(request -> request.userName("after")));
        }
        try (ServerProcess again = ServerProcess.start(device);
                S3Client s3 = again.s3();
                IamClient iam = again.iam()) {
            everythingIsRead(s3, 0);
            assertThat(iam.listUsers().users()).hasSize(1);
            assertThatThrownBy(() ->
                            s3.headObject(request -> request.bucket("full").key("more")))
                    .isInstanceOf(S3Exception.class);
        }
    }

    private static void put(S3Client s3, String key, int length) {
        s3.putObject(
                request -> request.bucket("full").key(key),
                RequestBody.fromBytes(new Content.Piece(key.hashCode(), length).bytes()));
    }

    private static int fill(S3Client s3) {
        for (int i = 0; i < OBJECTS_MAX; i++) {
            try {
                put(s3, "large-" + i, OBJECT_LENGTH);
            } catch (S3Exception e) {
                assertThat(e.statusCode()).as("object %d", i).isEqualTo(503);
                return i;
            }
        }
        return OBJECTS_MAX;
    }

    private static void refused(ThrowingCallable write) {
        SdkServiceException refusal = catchThrowableOfType(SdkServiceException.class, write);
        assertThat(refusal).isNotNull();
        assertThat(refusal.statusCode()).as("%s", refusal).isEqualTo(503);
    }

    private static void everythingIsRead(S3Client s3, int large) {
        assertThat(read(s3, "small")).isEqualTo(new Content.Piece("small".hashCode(), 1000).bytes());
        for (int i = 0; i < large; i++) {
            assertThat(read(s3, "large-" + i))
                    .isEqualTo(new Content.Piece(("large-" + i).hashCode(), OBJECT_LENGTH).bytes());
        }
    }

    private static byte[] read(S3Client s3, String key) {
        return s3.getObjectAsBytes(request -> request.bucket("full").key(key)).asByteArray();
    }

    private static void goesOn(Runnable write) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                write.run();
                return;
            } catch (SdkServiceException e) {
                assertThat(e.statusCode()).isEqualTo(503);
                assertThat(System.nanoTime()).as("%s", e).isLessThan(deadline);
                Thread.sleep(100);
            } catch (SdkClientException e) {
                // A body that was being sent when its write failed: this client does not read the answer then.
                assertThat(System.nanoTime()).as("%s", e).isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }

    /** The server asks for the free space ten times a second, not before each write. */
    private static void untilRefused(Runnable write) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                write.run();
            } catch (SdkServiceException e) {
                assertThat(e.statusCode()).as("%s", e).isEqualTo(503);
                return;
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void fillUp(Path file, long length) {
        byte[] piece = new byte[1 << 16];
        try (OutputStream output = Files.newOutputStream(file)) {
            for (long written = 0; written < length; written += piece.length) {
                output.write(piece);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
