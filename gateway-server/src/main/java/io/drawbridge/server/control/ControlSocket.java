// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import io.drawbridge.core.log.Log;
import io.drawbridge.iam.store.StoredSecretsReseal;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a socket in the data directory for commands of its owner while the server runs. It accepts one backup and
 * one reseal at a time and rejects a second one.
 */
public final class ControlSocket implements AutoCloseable {
    /** How long the server holds a snapshot for a command that sends nothing. */
    public static final Duration SILENCE_MAX = Duration.ofMinutes(10);

    private static final Duration REQUEST_WAIT = Duration.ofSeconds(5);
    private static final int BACKLOG = 4;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MILLIS = 10_000;
    private static final Log LOG = Log.of(ControlSocket.class);

    private final Path directory;
    private final Source source;
    private final ResealSession reseals;
    private final Thread listener;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean resealBusy = new AtomicBoolean();
    private volatile @Nullable Thread lender;
    private volatile @Nullable Thread resealing;
    private volatile boolean closed;

    /** Takes snapshots of a server's data. */
    @FunctionalInterface
    public interface Source {
        /** @throws IOException when no snapshot can be taken now; the message is for the operator */
        Snapshot take() throws IOException;
    }

    /** A snapshot of a server's data, held until it is closed. */
    public interface Snapshot extends Closeable {
        /** Returns the folder of its rows. */
        Path rows();
    }

    /** Seals the secrets of a server under its current master key. */
    @FunctionalInterface
    public interface Resealer {
        /** @throws IOException when another run seals under another key */
        StoredSecretsReseal.Result reseal(StoredSecretsReseal.Progress progress) throws IOException;
    }

    private ControlSocket(Path directory, Source source, ResealSession reseals) {
        this.directory = directory;
        this.source = source;
        this.reseals = reseals;
        this.listener = new Thread(this::listen, "drawbridge-control");
        this.listener.setDaemon(true);
    }

    /**
     * Starts to listen on another thread, so that the start of the server does not wait for it. It replaces the socket
     * of a killed server. When it cannot create a socket, it logs a warning, and only backups of a stopped server are
     * possible.
     *
     * @param directory locked by the caller
     * @param master the id of the key under which the server seals
     */
    public static ControlSocket listen(Path directory, Source source, int master, Resealer resealer) {
        ControlSocket socket = new ControlSocket(directory, source, new ResealSession(directory, master, resealer));
        socket.listener.start();
        return socket;
    }

    private void listen() {
        Path file = directory.resolve(ControlProtocol.SOCKET);
        try (ServerSocketChannel channel = bound(file)) {
            listen(channel);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("socket", file)
                    .addKeyValue("reason", e.getMessage())
                    .log(
                            "the control socket cannot be made; a backup of this directory needs the server to be stopped");
            return;
        }
        try {
            removeSocket(file);
        } catch (IOException e) {
            LOG.warn("the control socket could not be removed; the next start does it", e);
        }
    }

    private static ServerSocketChannel bound(Path file) throws IOException {
        removeSocket(file);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean bound = false;
        try {
            // The system allows about 100 bytes for the path.
            channel.bind(UnixDomainSocketAddress.of(file), BACKLOG);
            if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            bound = true;
            return channel;
        } finally {
            if (!bound) {
                channel.close();
            }
        }
    }

    /** Removes a socket, but no other kind of file with that name. */
    private static void removeSocket(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
            Files.delete(file);
        }
    }

    private void listen(ServerSocketChannel channel) {
        while (!closed) {
            try {
                answer(LineChannel.over(channel.accept()));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("a command could not be heard", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void answer(LineChannel lines) throws IOException {
        boolean passedOn = false;
        try {
            String request = lines.read(REQUEST_WAIT);
            if (ControlProtocol.BACKUP.equals(request)) {
                passedOn = begin(busy, "another backup", lines, "drawbridge-backup", this::lend);
            } else if (request != null && request.startsWith(ControlProtocol.RESEAL)) {
                String master = request.substring(ControlProtocol.RESEAL.length());
                passedOn = begin(resealBusy, "another reseal", lines, "drawbridge-reseal", channel -> {
                    try {
                        reseals.run(channel, master);
                    } finally {
                        resealBusy.set(false);
                    }
                });
            } else {
                lines.write(ControlProtocol.REFUSED + "the server of " + directory
                        + " knows no such command; use the one of its" + " release");
            }
        } catch (IOException e) {
            LOG.debug("a command went away", e);
        } finally {
            if (!passedOn) {
                lines.close();
            }
        }
    }

    /** Starts a thread for a command unless one of its kind runs; returns whether it did. */
    private boolean begin(
            AtomicBoolean running, String other, LineChannel lines, String name, Consumer<LineChannel> work)
            throws IOException {
        if (!running.compareAndSet(false, true)) {
            lines.write(ControlProtocol.REFUSED + other + " of " + directory
                    + " is being made; try again when it has ended");
            return false;
        }
        Thread thread = new Thread(() -> work.accept(lines), name);
        thread.setDaemon(true);
        if (running == busy) {
            lender = thread;
        } else {
            resealing = thread;
        }
        thread.start();
        return true;
    }

    private void lend(LineChannel lines) {
        try (lines) {
            try {
                hold(lines);
            } finally {
                // Before the command receives the answer: the operator may then start another backup.
                busy.set(false);
            }
            lines.write(ControlProtocol.DONE);
            LOG.info("a backup was made");
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("a backup was not made, or its command went away");
        }
    }

    private void hold(LineChannel lines) throws IOException {
        try (Snapshot snapshot = taken(lines)) {
            LOG.info("a backup begins; no body is removed until it ends");
            lines.write(ControlProtocol.SNAPSHOT + directory.relativize(snapshot.rows()));
            String line = lines.read(SILENCE_MAX);
            while (ControlProtocol.MORE.equals(line)) {
                line = lines.read(SILENCE_MAX);
            }
            if (!ControlProtocol.DONE.equals(line)) {
                throw new IOException("the command ended before it was done");
            }
        }
    }

    private Snapshot taken(LineChannel lines) throws IOException {
        try {
            return source.take();
        } catch (IOException | RuntimeException e) {
            lines.write(ControlProtocol.REFUSED + "the server of " + directory + " can make no snapshot now: "
                    + e.getMessage());
            throw e;
        }
    }

    /** Rejects new commands and releases the snapshot; a running command fails. */
    @Override
    public void close() {
        closed = true;
        try {
            end(listener);
            for (Thread thread : new Thread[] {lender, resealing}) {
                if (thread != null) {
                    end(thread);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(CLOSE_MILLIS);
        if (thread.isAlive()) {
            LOG.atWarn().addKeyValue("seconds", CLOSE_MILLIS / 1000).log("a command did not end in time");
        }
    }
}
