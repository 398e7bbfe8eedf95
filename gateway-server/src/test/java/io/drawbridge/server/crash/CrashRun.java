// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import io.drawbridge.s3.scrub.ScrubReport;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Repeatedly starts a server, lets clients write, kills it, and checks that all acknowledged writes are present. */
final class CrashRun implements AutoCloseable {
    private static final int OBJECT_ACTORS = 3;
    private static final int USER_ACTORS = 2;
    private static final int WRITES_MAX = 80;
    private static final int LIFE_MILLIS_MAX = 5_000;

    private final Path folder;
    private final SplittableRandom random;
    private final Report report = new Report();
    private final List<Actor> actors = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean killed;
    private boolean connected;

    CrashRun(Path folder, long seed) {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < OBJECT_ACTORS; i++) {
            actors.add(new ObjectActor("objects-" + i, random.split(), report));
        }
        for (int i = 0; i < USER_ACTORS; i++) {
            actors.add(new UserActor("users-" + i, random.split(), report));
        }
    }

    Report report() {
        return report;
    }

    /** Kills the server the given number of times, then stops it cleanly. Ends early when a check fails. */
    void run(int rounds) throws Exception {
        for (int round = 0; round < rounds && report.clean(); round++) {
            ServerProcess server = ServerProcess.start(folder);
            try {
                connect(server);
                List<Future<?>> writing = new ArrayList<>();
                killed = false;
                for (Actor actor : actors) {
                    writing.add(threads.submit(() -> write(actor)));
                }
                awaitMoment();
                killed = true;
                server.kill();
                await(writing);
            } finally {
                server.kill();
            }
            // Every other time the server itself is the first who sees what is left.
            if (round % 2 == 1) {
                scrub();
            }
        }
        try (ServerProcess server = ServerProcess.start(folder)) {
            connect(server);
        }
        scrub();
    }

    /** Waits for a random number of writes and a random time. */
    private void awaitMoment() throws InterruptedException {
        long writes = report.acknowledged.sum() + random.nextInt(WRITES_MAX);
        long deadline = System.nanoTime() + LIFE_MILLIS_MAX * 1_000_000L;
        while (report.acknowledged.sum() < writes && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        LockSupport.parkNanos(random.nextInt(20_000_000));
    }

    private void connect(ServerProcess server) throws Exception {
        if (!connected) {
            connected = true;
            server.s3().createBucket(request -> request.bucket(ObjectActor.BUCKET));
        }
        List<Future<?>> verifying = new ArrayList<>();
        for (Actor actor : actors) {
            actor.connect(server);
            verifying.add(threads.submit(() -> guarded(actor, Actor::verify)));
        }
        await(verifying);
    }

    private static void await(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (Future<?> one : all) {
            one.get();
        }
    }

    private void write(Actor actor) {
        try {
            while (!killed) {
                actor.act();
            }
        } catch (RuntimeException e) {
            if (!killed) {
                report.unexpected(String.valueOf(e));
            }
        }
    }

    private void guarded(Actor actor, Consumer<Actor> work) {
        try {
            work.accept(actor);
        } catch (RuntimeException e) {
            report.unexpected(String.valueOf(e));
        }
    }

    private void scrub() throws IOException {
        try (OfflineStore store = OfflineStore.open(new StorageLocation.Directory(folder.resolve("data"), null))) {
            store.scrub(false).findings().forEach(finding -> report.dangling(finding.toString()));
            store.sweep();
            ScrubReport swept = store.scrub(false);
            swept.findings().forEach(finding -> report.dangling("after the sweep: " + finding));
            try (Stream<Path> files = Files.walk(folder.resolve("data/blobs"))) {
                long left = files.filter(Files::isRegularFile).count();
                if (left != swept.blobs()) {
                    report.dangling(left + " files in the folder of blobs, " + swept.blobs() + " in use");
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
