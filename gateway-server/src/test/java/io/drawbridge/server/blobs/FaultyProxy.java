// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a service, one request a connection, and spoils some of what passes. */
public final class FaultyProxy implements AutoCloseable {
    /** What happens to a request. */
    public enum Fault {
        /** The answer is 500, and the service sees nothing. */
        ERROR,
        /** The answer is 503, and the service sees nothing. */
        BUSY,
        /** The service executes the request, and its response is lost. */
        LOST_ANSWER,
        /** The connection breaks in the middle of the answer's body. */
        CUT_ANSWER,
        /** No answer comes, and the service sees nothing. */
        SILENCE,
        /** The request waits until {@link #letGo}, and then passes. */
        HELD,
        /** The request waits until {@link #letGo}; then the answer is 500, and the service sees nothing. */
        HELD_ERROR
    }

    /** Which requests are spoilt. */
    public interface Choice {
        /** @param line such as {@code PUT /bucket/key?partNumber=1} */
        boolean takes(String line);
    }

    private final ServerSocket listener;
    private final URI target;
    private final AtomicInteger left = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> heads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile Fault fault = Fault.ERROR;
    private volatile Choice choice = line -> false;

    public FaultyProxy(URI target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Spoils so many of the requests from now on. */
    public void spoil(int count, Fault newFault, Choice newChoice) {
        fault = newFault;
        choice = newChoice;
        left.set(count);
    }

    /** Waits until a request is held. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no request was held");
        }
    }

    /** Lets go of what is held, and of what would be. */
    void letGo() {
        go.countDown();
    }

    /** How many requests came of which the first line or a header has this. */
    long seen(String text) {
        return heads.stream().filter(head -> head.contains(text)).count();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                daemon(() -> pass(client));
            }
        } catch (IOException e) {
            assert listener.isClosed() : e;
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket server = new Socket(target.getHost(), target.getPort())) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            String line = head.substring(0, head.indexOf(" HTTP/"));
            heads.add(head);
            boolean spoilt = choice.takes(line) && left.getAndDecrement() > 0;
            byte[] body = in.readNBytes(length(head));
            if (spoilt && fault == Fault.SILENCE) {
                Thread.sleep(20_000);
                return;
            }
            if (spoilt && (fault == Fault.HELD || fault == Fault.HELD_ERROR)) {
                held.countDown();
                go.await();
            }
            if (spoilt && (fault == Fault.ERROR || fault == Fault.BUSY || fault == Fault.HELD_ERROR)) {
                String status = fault == Fault.BUSY ? "503 Slow Down" : "500 Internal Server Error";
                client.getOutputStream()
                        .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            OutputStream out = server.getOutputStream();
            String once = head.replaceFirst("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            out.write(once.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            answer(client, server.getInputStream(), spoilt ? fault : null);
        } catch (IOException e) {
            // One side is gone, and the other follows.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Socket client, InputStream from, Fault spoiltBy) throws IOException {
        if (spoiltBy == Fault.LOST_ANSWER) {
            from.readAllBytes();
            return;
        }
        if (spoiltBy == Fault.CUT_ANSWER) {
            byte[] whole = from.readAllBytes();
            client.getOutputStream().write(whole, 0, whole.length / 2);
            return;
        }
        from.transferTo(client.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        letGo();
        listener.close();
    }
}
