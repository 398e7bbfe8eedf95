// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.blobs.UpstreamServer;
import io.drawbridge.server.data.KeyRingFile;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes of a store keep bodies in one place, and no other store does. */
final class SharedLocationTest {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    @TempDir
    Path folder;

    private PostgresServer postgres;
    private UpstreamServer upstream;

    @BeforeEach
    void start() throws Exception {
        postgres = PostgresServer.start();
        upstream = new UpstreamServer();
        System.setProperty(CREDENTIALS.get(0), upstream.user().accessKeyId());
        System.setProperty(CREDENTIALS.get(1), upstream.user().secretAccessKey());
        KeyRingFile.createNew(folder.resolve("ring"), new SecureRandom());
    }

    @AfterEach
    void stop() throws Exception {
        CREDENTIALS.forEach(System::clearProperty);
        upstream.close();
        postgres.close();
    }

    private void opens(String database, String blobs) throws IOException {
        new StorageLocation.Shared(database, blobs, folder.resolve("ring"))
                .open("us-east-1", Clock.systemUTC(), new SecureRandom())
                .close();
    }

    private void refused(String reason, String database, String blobs) {
        assertThatThrownBy(() -> opens(database, blobs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aPrefixBelongsToOneStoreAndAStoreToOnePrefix() throws Exception {
        String first = postgres.newDatabase();
        opens(first, upstream.url("nodes/a"));
        opens(first, upstream.url("nodes/a"));
        assertThat(upstream.rest()).isEqualTo(1);
        refused("does not hold the bodies of this store", first, upstream.url("nodes/b"));
        String second = postgres.newDatabase();
        refused("holds the bodies of another store", second, upstream.url("nodes/a"));
        opens(second, upstream.url("nodes/b"));
        opens(first, upstream.url("nodes/a"));
    }

    @Test
    void aStoreWhoseBodiesLieInABucketHasNoneInADirectoryAndTheOtherWayRound() throws Exception {
        String first = postgres.newDatabase();
        Path empty = folder.resolve("empty");
        opens(first, upstream.url("nodes/a"));
        refused("lie in a bucket of another service and not in " + empty, first, empty.toString());
        assertThat(empty.resolve("STORE")).doesNotExist();
        String second = postgres.newDatabase();
        Path used = folder.resolve("used");
        opens(second, used.toString());
        opens(second, used.toString());
        assertThat(used.resolve("STORE")).isRegularFile();
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(used, "STORE?*")) {
            assertThat(marks).isEmpty();
        }
        refused("lie in a directory and not in s3://bodies/nodes/b/", second, upstream.url("nodes/b"));
        refused("holds the bodies of another store", postgres.newDatabase(), used.toString());
    }
}
