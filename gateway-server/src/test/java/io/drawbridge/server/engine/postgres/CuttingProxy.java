// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between an engine and PostgreSQL, and cuts the connection when a commit passes, or does something before a
 * statement passes. Statements that the driver has prepared pass unseen.
 */
final class CuttingProxy implements AutoCloseable {
    /** When the connection is cut. */
    enum Cut {
        /** Never. */
        NEVER,
        /** The server never sees the commit. */
        BEFORE_COMMIT,
        /** The server commits, and its answer is lost. */
        AFTER_COMMIT
    }

    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int target;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicReference<Interlude> interlude = new AtomicReference<>();

    private record Interlude(String text, Runnable action) {}

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the connection on which the next commit passes. */
    void cut(Cut when) {
        next.set(when);
    }

    /** Does something before the next statement with this text reaches the server. */
    void before(String text, Runnable action) {
        interlude.set(new Interlude(text, action));
    }

    /** Returns whether the requested cut has happened. */
    boolean done() {
        return next.get() == Cut.NEVER;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon(() -> forward(client, server, true));
                daemon(() -> forward(server, client, false));
            }
        } catch (IOException e) {
            assert listener.isClosed() : e;
        }
    }

    private void forward(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Interlude due = interlude.get();
                if (requests
                        && due != null
                        && contains(buffer, count, due.text.getBytes(StandardCharsets.US_ASCII))
                        && interlude.compareAndSet(due, null)) {
                    due.action.run();
                }
                Cut cut = requests && contains(buffer, count, COMMIT) ? next.getAndSet(Cut.NEVER) : Cut.NEVER;
                if (cut == Cut.BEFORE_COMMIT) {
                    return;
                }
                if (cut == Cut.AFTER_COMMIT) {
                    // The answer reaches no client any more.
                    from.shutdownOutput();
                }
                out.write(buffer, 0, count);
                out.flush();
                if (cut == Cut.AFTER_COMMIT) {
                    Thread.sleep(200);
                    return;
                }
            }
        } catch (IOException e) {
            // The other direction was cut.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean contains(byte[] buffer, int count, byte[] text) {
        for (int from = 0; from + text.length <= count; from++) {
            int matched = 0;
            while (matched < text.length && buffer[from + matched] == text[matched]) {
                matched++;
            }
            if (matched == text.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
