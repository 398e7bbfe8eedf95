// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.StoredSecretsReseal;
import io.drawbridge.server.Main;
import io.drawbridge.server.control.ResealRequest;
import io.drawbridge.server.data.KeyRingFile;
import io.drawbridge.server.engine.postgres.PostgresServer;
import io.drawbridge.server.storage.OpenStorage;
import io.drawbridge.server.storage.SharedRows;
import io.drawbridge.server.storage.StorageLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server or the command in the middle of a reseal; both are processes of their own. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledResealTest {
    private static final AccountId ACCOUNT = new AccountId("222222222222");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String REGION = "us-east-1";
    private static final int COUNT = 10_000;
    private static final int AT_ONCE = 1_000;

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();

    private static AccessKey key(int number) {
        return new AccessKey(
                String.format("AKIA%016d", number), ACCOUNT, null, new SecretKey("secret " + number), true, NOW);
    }

    private void fill(KeyValueStore store, KeyRing keys) {
        IamTables tables = IamTables.of(store, keys, random);
        for (int first = 0; first < COUNT; first += AT_ONCE) {
            int begin = first;
            store.update(transaction -> {
                for (int i = begin; i < begin + AT_ONCE; i++) {
                    tables.accessKeys().put(transaction, key(i));
                }
            });
        }
    }

    private void allOpen(KeyValueStore store, KeyRing keys) {
        IamTables tables = IamTables.of(store, keys, random);
        for (int i = 0; i < COUNT; i++) {
            AccessKey found = tables.accessKeys().find(store, key(i).id()).orElseThrow();
            assertThat(found.secret().matches(key(i).secret())).isTrue();
        }
    }

    /** Makes a new key the one that seals, and returns the id of the former one. */
    private String rotated(Path ring) throws IOException {
        String former = idOfFirst(ring);
        runs("key-ring", "rotate", ring.toString());
        return former;
    }

    private static String idOfFirst(Path ring) throws IOException {
        return HexFormat.of().toHexDigits(new KeyRing(KeyRingFile.masters(ring)).currentId());
    }

    private static void runs(String... words) {
        assertThat(Main.commandLine().execute(words)).isZero();
    }

    private static Process command(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "key-ring",
                "reseal"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Kills the command as soon as it has reported the first transaction. */
    private static void killAfterTheFirstReport(Process command) throws Exception {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).contains(" secrets: ");
        } finally {
            command.toHandle().destroyForcibly();
            command.waitFor();
        }
    }

    @Test
    void aServerThatIsKilledGoesOnAfterItsNextStart() throws Exception {
        Path data = folder.resolve("data");
        Path ring = data.resolve("keyring");
        try (OpenStorage storage = new StorageLocation.Directory(data, null).open(REGION, Clock.systemUTC(), random)) {
            fill(storage.store(), storage.keys());
        }
        String former = rotated(ring);
        int master = new KeyRing(KeyRingFile.masters(ring)).currentId();
        ServerProcess first = ServerProcess.start(folder);
        try {
            assertThatThrownBy(() -> ResealRequest.send(data, master, soFar -> kill(first)))
                    .isInstanceOf(IOException.class);
        } finally {
            first.kill();
        }
        try (ServerProcess second = ServerProcess.start(folder)) {
            assertThat(second.iam().listUsers().users()).isEmpty();
            Process command = command("--data", data.toString());
            killAfterTheFirstReport(command);
            StoredSecretsReseal.Result rest = awaitResult(data, master);
            assertThat(rest.refused()).isZero();
            assertThat(rest.sealed() + rest.unchanged()).isEqualTo(COUNT + 1);
            assertThat(rest.unchanged()).isGreaterThanOrEqualTo(100);
        }
        runs("key-ring", "remove", ring.toString(), former);
        try (OpenStorage storage = new StorageLocation.Directory(data, null).open(REGION, Clock.systemUTC(), random)) {
            allOpen(storage.store(), storage.keys());
        }
    }

    private static void kill(ServerProcess server) {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server may still work for the command that was killed, until it finds that nobody reads. */
    private static StoredSecretsReseal.Result awaitResult(Path data, int master) throws IOException {
        while (true) {
            try {
                return ResealRequest.send(data, master, StoredSecretsReseal.Progress.NONE);
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("is being made")) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aCommandThatIsKilledOnADatabaseIsStartedAgain() throws Exception {
        Path ring = folder.resolve("ring");
        runs("key-ring", "create", ring.toString());
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase();
            try (SharedRows rows = SharedRows.open(url, ring, REGION, random)) {
                fill(rows.store(), rows.keys());
            }
            String former = rotated(ring);
            killAfterTheFirstReport(command("--store", url, "--key-ring", ring.toString()));
            try (SharedRows rows = SharedRows.open(url, ring, REGION, random)) {
                allOpen(rows.store(), rows.keys());
                StoredSecretsReseal.Result rest = rows.reseal(random, StoredSecretsReseal.Progress.NONE);
                assertThat(rest.sealed() + rest.unchanged()).isEqualTo(COUNT);
                assertThat(rest.sealed()).isPositive();
                assertThat(rest.unchanged()).isGreaterThanOrEqualTo(100);
            }
            runs("key-ring", "remove", ring.toString(), former);
            try (SharedRows rows = SharedRows.open(url, ring, REGION, random)) {
                allOpen(rows.store(), rows.keys());
            }
        }
    }
}
