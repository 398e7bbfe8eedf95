// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.engine.postgres.PostgresEngine;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Nodes whose database goes away: they refuse everything with 503, lose nothing that was answered, and come back. */
final class LostDatabaseTest {
    private static final String BUCKET = "load";
    private static final int CALLERS = 6;

    @TempDir
    private Path folder;

    @Test
    void withoutItsDatabaseANodeAnswersNothingThoughPoliciesAreCached() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Nodes nodes = new Nodes(server.newDatabase(), folder, 1)) {
            Keys keys = nodes.user("cached", World.allow("s3:*", "*"));
            S3Client s3 = nodes.s3(0, keys);
            s3.createBucket(r -> r.bucket(BUCKET));
            s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("text"));
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k"));
            assertThat(get(nodes.endpoint(0).resolve("/_/ready")).statusCode()).isEqualTo(200);
            server.crash();
            refused(() -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")));
            refused(() -> nodes.iam(0, nodes.root()).listUsers());
            refused(() -> nodes.sts(0, keys).getCallerIdentity());
            assertThat(get(nodes.endpoint(0).resolve("/_/ready")).statusCode()).isEqualTo(503);
            assertThat(get(nodes.endpoint(0).resolve("/_/health")).statusCode()).isEqualTo(200);
            server.startServer();
            assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")).asUtf8String())
                    .isEqualTo("text");
        }
    }

    @Test
    void anUploadThatWasBegunBeforeACrashIsPublishedAfterIt() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                KeyValueStore store = new KeyValueStore(PostgresEngine.open(server.newDatabase()))) {
            BlobLedger ledger = new BlobLedger(
                    store, FileBlobStore.durable(folder), Clock.systemUTC(), new SplittableRandom(1), true);
            try (BlobLedger.Draft draft = ledger.create(new BlobOwner(1, "key"))) {
                server.crash();
                server.startServer();
                draft.write(ByteBuffer.wrap(new byte[1000]));
                String blobId = draft.commit();
                for (int attempt = 1; ; attempt++) {
                    try {
                        store.update(transaction -> ledger.publish(transaction, blobId));
                        break;
                    } catch (StoreUnavailableException e) {
                        // Connections that died with the server fail once.
                        assertThat(attempt).isLessThan(50);
                    }
                }
            }
        }
    }

    private static HttpResponse<String> get(URI page) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (AwsServiceException e) {
            assertThat(e.statusCode()).isEqualTo(503);
            assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                    .isPresent();
            return;
        }
        throw new AssertionError("answered without a database");
    }

    @Test
    void whatWasAnsweredSurvivesCrashesOfTheDatabaseUnderLoad() throws Exception {
        Set<String> keys = Collections.synchronizedSet(new TreeSet<>());
        Set<String> users = Collections.synchronizedSet(new TreeSet<>());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (PostgresServer server = PostgresServer.start();
                Nodes nodes = new Nodes(server.newDatabase(), folder, 2)) {
            nodes.s3(0, nodes.root()).createBucket(r -> r.bucket(BUCKET));
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                running.add(callers.submit(() -> load(nodes, number, stop, keys, users)));
            }
            for (int crash = 0; crash < 2; crash++) {
                TimeUnit.SECONDS.sleep(2);
                server.crash();
                server.startServer();
            }
            int before = keys.size();
            TimeUnit.SECONDS.sleep(3);
            stop.set(true);
            for (Future<?> one : running) {
                one.get(90, TimeUnit.SECONDS);
            }
            assertThat(keys).hasSizeGreaterThan(before);
            assertThat(users).isNotEmpty();
            S3Client s3 = nodes.s3(1, nodes.root());
            Set<String> found = new TreeSet<>();
            s3.listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .forEach(found::add);
            assertThat(found).containsAll(keys);
            for (String key : keys) {
                if (key.endsWith("0")) {
                    byte[] bytes =
                            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
                    assertThat(bytes).hasSize(length(key));
                }
            }
            assertThat(nodes.iam(1, nodes.root()).listUsersPaginator().users().stream()
                            .map(User::userName))
                    .containsAll(users);
        } finally {
            callers.shutdownNow();
        }
    }

    private static int length(String key) {
        return key.endsWith("00") ? 300_000 : 100;
    }

    private static void load(Nodes nodes, int caller, AtomicBoolean stop, Set<String> keys, Set<String> users) {
        S3Client s3 = nodes.s3(caller % 2, nodes.root());
        IamClient iam = nodes.iam(caller % 2, nodes.root());
        for (int i = 0; !stop.get(); i++) {
            String key = "caller-" + caller + "-" + i;
            try {
                if (i % 7 == 3) {
                    iam.createUser(r -> r.userName(key));
                    users.add(key);
                } else {
                    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(new byte[length(key)]));
                    keys.add(key);
                }
            } catch (AwsServiceException e) {
                assertThat(e.statusCode()).as(e.getMessage()).isEqualTo(503);
            }
        }
    }
}
