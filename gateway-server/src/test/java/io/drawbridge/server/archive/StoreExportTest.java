// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.RestartingEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.object.DeleteMarker;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersion;
import io.drawbridge.s3.object.ObjectVersions;
import io.drawbridge.s3.scrub.StoredBlobs;
import io.drawbridge.s3.store.S3Spaces;
import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.engine.postgres.PostgresEngine;
import io.drawbridge.server.engine.postgres.PostgresServer;
import io.drawbridge.server.engine.rocksdb.RocksEngine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

final class StoreExportTest {
    @TempDir
    Path folder;

    private final KeyRing keys = new KeyRing(new byte[KeyRing.MASTER_BYTES]);

    /** One small and one large object. */
    @BeforeEach
    void fill() throws Exception {
        serve(s3 -> {
            s3.createBucket(request -> request.bucket("bodies"));
            s3.putObject(request -> request.bucket("bodies").key("small"), RequestBody.fromBytes(new byte[10]));
            s3.putObject(request -> request.bucket("bodies").key("large"), RequestBody.fromBytes(new byte[100_000]));
        });
    }

    private void serve(Consumer<S3Client> client) throws Exception {
        try (Drawbridge server =
                Drawbridge.builder().data(folder.resolve("data")).start()) {
            RootCredentials root = server.rootCredentials().get(0);
            try (S3Client s3 = S3Client.builder()
                    .endpointOverride(server.endpoint())
                    .region(Region.US_EAST_1)
                    .forcePathStyle(true)
                    .httpClient(UrlConnectionHttpClient.create())
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(root.accessKeyId(), root.secretAccessKey())))
                    .build()) {
                client.accept(s3);
            }
        }
    }

    private KeyValueStore rows() throws IOException {
        return new KeyValueStore(RocksEngine.open(folder.resolve("data/rows"), folder.resolve("data/native")));
    }

    private FileBlobStore blobs() throws IOException {
        return FileBlobStore.durable(folder.resolve("data/blobs"));
    }

    private FileChannel file() throws IOException {
        return FileChannel.open(folder.resolve("export"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static Key only(KeyValueStore store, KeyRange range) {
        return store.read(view -> {
            ReadTransaction.Scan scan = view.scan(range);
            return Optional.ofNullable(scan.next()).map(Row::key).orElseThrow();
        });
    }

    @Test
    void aSmallBodyThatIsMissingOrDamagedEndsTheExport() throws Exception {
        try (KeyValueStore store = rows();
                FileBlobStore blobs = blobs();
                FileChannel file = file()) {
            Key body = only(store, S3Spaces.INLINE_BODY.key().range());
            store.update(transaction -> transaction.put(body, new byte[11]));
            assertThatThrownBy(() -> new StoreExport(store, blobs, keys).write(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("small of bucket")
                    .hasMessageContaining("damaged body; nothing was exported");
            store.update(transaction -> transaction.delete(body));
            assertThatThrownBy(() -> new StoreExport(store, blobs, keys).write(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing body; nothing was exported");
        }
    }

    /** At the last row and at the first of many, before and after what has reached the file by then. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void rowsThatAreReadAgainAreExportedOnce(int rowsLeft) throws Exception {
        KeySpace space = new KeySpace(250, "large rows");
        RestartingEngine engine =
                new RestartingEngine(RocksEngine.open(folder.resolve("data/rows"), folder.resolve("data/native")));
        try (KeyValueStore store = new KeyValueStore(engine);
                FileBlobStore blobs = blobs()) {
            store.update(transaction -> {
                for (int i = 0; i < 30; i++) {
                    transaction.put(space.key().number(i).key(), new byte[Row.VALUE_LENGTH_MAX]);
                }
            });
            engine.restart(RestartingEngine.Read.NEXT_ROW, 0, 0);
            Path undisturbed = export(store, blobs, "undisturbed");
            engine.restart(RestartingEngine.Read.NEXT_ROW, engine.reads() - rowsLeft, 1);
            assertThat(Files.mismatch(export(store, blobs, "disturbed"), undisturbed))
                    .isEqualTo(-1);
            assertThat(engine.restarts()).isEqualTo(1);
        }
    }

    private Path export(KeyValueStore store, FileBlobStore blobs, String name) throws IOException {
        Path export = folder.resolve(name);
        try (FileChannel file = FileChannel.open(export, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new StoreExport(store, blobs, keys).write(file);
        }
        return export;
    }

    @Test
    void olderVersionsAndDeleteMarkersAreInTheExport() throws Exception {
        BucketTable buckets = new BucketTable();
        try (KeyValueStore store = rows()) {
            Bucket bucket = buckets.require(store, "bodies");
            store.update(transaction -> buckets.putVersioning(transaction, bucket, BucketVersioning.ENABLED));
        }
        serve(s3 -> {
            s3.putObject(request -> request.bucket("bodies").key("large"), RequestBody.fromBytes(new byte[90_000]));
            s3.deleteObject(request -> request.bucket("bodies").key("large"));
            s3.putObject(request -> request.bucket("bodies").key("small"), RequestBody.fromBytes(new byte[20]));
        });
        ObjectVersions versions = new ObjectVersions(new ObjectTable(), new SplittableRandom(1));
        Path export;
        List<ObjectVersion> before;
        try (KeyValueStore store = rows();
                FileBlobStore blobs = blobs()) {
            Bucket bucket = buckets.require(store, "bodies");
            before = store.read(view -> versions.list(view, bucket, "large", 9));
            assertThat(before).hasSize(3).first().isInstanceOf(DeleteMarker.class);
            assertThat(store.<List<ObjectVersion>>read(view -> versions.list(view, bucket, "small", 9)))
                    .hasSize(2);
            export = export(store, blobs, "versions");
        }
        Path own = Files.createDirectory(folder.resolve("own"));
        try (KeyValueStore store = new KeyValueStore(new MemoryEngine(1 << 26));
                FileBlobStore blobs = FileBlobStore.durable(own)) {
            assertThat(new StoreImport(store, blobs, keys).read(export).blobs()).isEqualTo(2);
            Bucket bucket = buckets.require(store, "bodies");
            assertThat(bucket.versioning()).isEqualTo(BucketVersioning.ENABLED);
            assertThat(store.<List<ObjectVersion>>read(view -> versions.list(view, bucket, "large", 9)))
                    .isEqualTo(before);
            assertThat(store.read(StoredBlobs::of).findings()).isEmpty();
            List<String> imported = new ArrayList<>();
            blobs.list(imported::add);
            assertThat(imported).containsExactlyInAnyOrderElementsOf(store.read(StoredBlobs::ids));
        }
    }

    /** A database ends an idle transaction; bodies may take hours. */
    @Test
    void noViewOfTheDatabaseIsOpenWhileBodiesAreCopied() throws Exception {
        Path export = folder.resolve("whole");
        try (KeyValueStore store = rows();
                FileBlobStore blobs = blobs();
                FileChannel file = FileChannel.open(export, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(new StoreExport(store, blobs, keys).write(file).blobs()).isEqualTo(1);
        }
        Path own = Files.createDirectory(folder.resolve("own"));
        try (PostgresServer postgres = PostgresServer.start()) {
            String url = postgres.newDatabase();
            try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url));
                    FileBlobStore blobs = FileBlobStore.durable(own);
                    FileChannel file = file()) {
                new StoreImport(store, blobs, keys).read(export);
                int[] open = {-1};
                LookedAtBlobs looking = new LookedAtBlobs(blobs, () -> open[0] = transactions(url));
                Contents contents = new StoreExport(store, looking, keys).write(file);
                assertThat(contents.blobs()).isEqualTo(1);
                assertThat(open[0]).isZero();
            }
        }
    }

    private static int transactions(String url) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + url.replace("drawbridge@", ""), "drawbridge", "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND state LIKE 'idle in transaction%'")) {
            result.next();
            return result.getInt(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
