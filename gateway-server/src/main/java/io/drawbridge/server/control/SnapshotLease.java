// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that the server of a directory holds for this process: the files of its rows do not change, and the server
 * removes no blob that they refer to. The server releases it when this object is closed, when this process ends, or
 * when it receives nothing for {@link ControlSocket#SILENCE_MAX}. One thread at a time.
 */
public final class SnapshotLease implements Closeable {
    /** Creating and removing a snapshot takes a flush and a link for each file. */
    private static final Duration ANSWER_WAIT = Duration.ofMinutes(2);

    /** A server that has just started may not listen yet. */
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long CONNECT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long MORE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final LineChannel lines;
    private final Path rows;
    private long lastProgressNanos = System.nanoTime();

    private SnapshotLease(Path directory, LineChannel lines, Path rows) {
        this.directory = directory;
        this.lines = lines;
        this.rows = rows;
    }

    /**
     * Requests a snapshot from the server of a directory.
     *
     * @throws NoServerListeningException when no server listens there
     * @throws IOException when the server rejects the request; the message is for the operator
     */
    public static SnapshotLease of(Path directory) throws IOException {
        LineChannel lines = LineChannel.over(connected(directory.resolve(ControlProtocol.SOCKET)));
        boolean held = false;
        try {
            lines.write(ControlProtocol.BACKUP);
            String answer = lines.read(ANSWER_WAIT);
            SnapshotLease snapshot = new SnapshotLease(directory, lines, rows(directory, answer));
            held = true;
            return snapshot;
        } finally {
            if (!held) {
                lines.close();
            }
        }
    }

    /** Returns a connection to the server of a socket; waits a moment for one that has just started. */
    static SocketChannel connected(Path socket) throws IOException {
        long deadline = System.nanoTime() + CONNECT_NANOS;
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            boolean connected = false;
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                connected = true;
                return channel;
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new NoServerListeningException("nobody listens at " + socket + ": " + e.getMessage(), e);
                }
            } finally {
                if (!connected) {
                    channel.close();
                }
            }
            LockSupport.parkNanos(CONNECT_PAUSE_NANOS);
        }
    }

    private static Path rows(Path directory, @Nullable String answer) throws IOException {
        if (answer == null) {
            throw new IOException("the server of " + directory + " ended before it answered; try again");
        }
        if (answer.startsWith(ControlProtocol.REFUSED)) {
            throw new IOException(answer.substring(ControlProtocol.REFUSED.length()));
        }
        Path rows = directory.resolve(answer.substring(Math.min(answer.length(), ControlProtocol.SNAPSHOT.length())));
        if (!answer.startsWith(ControlProtocol.SNAPSHOT) || !rows.normalize().startsWith(directory.normalize())) {
            throw new IOException(
                    "the server of " + directory + " is of another release, and answers what this one does"
                            + " not know; use the command of its release");
        }
        return rows;
    }

    /** Returns the folder with the files of the rows. */
    public Path rows() {
        return rows;
    }

    /**
     * Sends the server notice that this process still copies; must be called often.
     *
     * @throws IOException when the server no longer holds the snapshot
     */
    public void progress() throws IOException {
        long now = System.nanoTime();
        if (now - lastProgressNanos >= MORE_NANOS) {
            lastProgressNanos = now;
            send(ControlProtocol.MORE);
        }
    }

    /**
     * Releases the snapshot.
     *
     * @throws IOException when the server did not hold it until now: the copy may be incomplete
     */
    public void release() throws IOException {
        send(ControlProtocol.DONE);
        String answer;
        try {
            answer = lines.read(ANSWER_WAIT);
        } catch (IOException e) {
            throw snapshotLost(e);
        }
        if (!ControlProtocol.DONE.equals(answer)) {
            throw snapshotLost(null);
        }
    }

    private void send(String word) throws IOException {
        try {
            lines.write(word);
        } catch (IOException e) {
            throw snapshotLost(e);
        }
    }

    private IOException snapshotLost(@Nullable IOException cause) {
        return new IOException(
                "the server of " + directory
                        + " stopped, or let go of the snapshot, while it was copied; nothing is kept:" + " try again",
                cause);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
