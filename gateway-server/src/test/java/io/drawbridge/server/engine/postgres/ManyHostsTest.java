// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Addresses with several hosts, one of which takes writes. */
final class ManyHostsTest {
    private static final KeySpace SPACE = new KeySpace(11, "test rows");
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static Key key(String name) {
        return SPACE.key().text(name).key();
    }

    private static void put(KeyValueStore store, String name) {
        store.update(transaction -> transaction.put(key(name), name.getBytes(StandardCharsets.UTF_8)));
    }

    /** The address with another host before its own. */
    private static String after(int firstPort, String url) {
        return url.replace("@", "@127.0.0.1:" + firstPort + ",");
    }

    private static void requireUsable(String url) throws IOException {
        try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url))) {
            put(store, "a");
            assertThat(store.get(key("a"))).isPresent();
        }
    }

    @Test
    void aHostWithoutAListenerIsSkipped() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        requireUsable(after(port, server.newDatabase()));
    }

    @Test
    void aHostThatSaysNothingIsPassedOver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            requireUsable(after(silent.getLocalPort(), server.newDatabase()));
        }
    }

    @Test
    void aServerThatOnlyReadsIsPassedOver() throws IOException {
        try (PostgresServer reader = PostgresServer.start()) {
            String url = server.newDatabase();
            String database = url.substring(url.lastIndexOf('/') + 1);
            reader.execute("postgres", "CREATE DATABASE " + database);
            reader.execute("postgres", "ALTER SYSTEM SET default_transaction_read_only = on");
            reader.execute("postgres", "SELECT pg_reload_conf()");
            reader.await("postgres", "SELECT current_setting('transaction_read_only') = 'on'");
            requireUsable(after(reader.port(), url));
            assertThatThrownBy(() -> PostgresEngine.open(
                            after(reader.port(), url.replace(":" + server.port(), ":" + reader.port()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("primary");
        }
    }

    /** A synchronous standby: what was acknowledged is there, and the node finds the new primary by itself. */
    @Test
    void whatIsAcknowledgedOutlivesAFailoverToAStandby() throws Exception {
        try (PostgresServer first = PostgresServer.start();
                PostgresServer second = first.standby()) {
            String database = first.newDatabase();
            // The standby comes first in the address: it is passed over as long as it is one.
            String url = after(second.port(), database);
            try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url))) {
                List<String> acknowledged = new ArrayList<>();
                List<Integer> refused = new ArrayList<>();
                AtomicBoolean promoted = new AtomicBoolean();
                CountDownLatch begun = new CountDownLatch(200);
                ExecutorService writer = Executors.newSingleThreadExecutor();
                Future<?> writing = writer.submit(() -> {
                    for (int i = 0, last = Integer.MAX_VALUE; i < last; i++) {
                        boolean after = promoted.get();
                        try {
                            put(store, "row-" + i);
                            acknowledged.add("row-" + i);
                            begun.countDown();
                            last = after ? Math.min(last, i + 100) : last;
                        } catch (StoreUnavailableException e) {
                            // Refused while nobody takes writes; each try waits for a connection.
                            refused.add(i);
                        }
                    }
                });
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
                first.crash();
                second.promote();
                promoted.set(true);
                writing.get(120, TimeUnit.SECONDS);
                writer.shutdown();
                assertThat(refused).hasSizeLessThan(100);
                assertThat(acknowledged).hasSizeGreaterThan(250);
                for (String name : acknowledged) {
                    assertThat(store.get(key(name))).as(name).isPresent();
                }
            } finally {
                // Its close stops a server that runs.
                first.startServer();
            }
        }
    }
}
