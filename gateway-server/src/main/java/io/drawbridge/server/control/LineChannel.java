// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives short lines over a socket. A read waits at most as long as its argument says; an interrupt ends
 * it. One thread at a time.
 */
final class LineChannel implements Closeable {
    /** The longest line, in bytes. */
    static final int LENGTH_MAX = 4096;

    private static final Duration WRITE_WAIT = Duration.ofSeconds(30);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer received = ByteBuffer.allocate(LENGTH_MAX);

    private LineChannel(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Returns a channel over a socket; closes the socket when it is closed, or when this method fails. */
    static LineChannel over(SocketChannel channel) throws IOException {
        Selector selector = null;
        boolean opened = false;
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
            LineChannel lines = new LineChannel(channel, selector);
            opened = true;
            return lines;
        } finally {
            if (!opened) {
                channel.close();
                if (selector != null) {
                    selector.close();
                }
            }
        }
    }

    /**
     * Returns the next line; null when the other side has closed the connection.
     *
     * @throws SocketTimeoutException when no line was received in that time
     * @throws IOException when the line is too long, or the connection broke
     */
    @Nullable
    String read(Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            String line = line();
            if (line != null) {
                return line;
            }
            if (!received.hasRemaining()) {
                throw new IOException("a line of more than " + LENGTH_MAX + " bytes");
            }
            int count = channel.read(received);
            if (count < 0) {
                return null;
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    /** Removes and returns a line from the received bytes; null when there is none. */
    private @Nullable String line() {
        for (int i = 0; i < received.position(); i++) {
            if (received.get(i) == '\n') {
                String line = new String(received.array(), 0, i, StandardCharsets.UTF_8);
                received.flip().position(i + 1);
                received.compact();
                return line;
            }
        }
        return null;
    }

    /** Sends a line; truncates it to the maximal length. */
    void write(String line) throws IOException {
        String text = line.replace('\n', ' ');
        while (text.getBytes(StandardCharsets.UTF_8).length >= LENGTH_MAX) {
            text = text.substring(0, text.length() - text.length() / 8 - 1);
        }
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + WRITE_WAIT.toNanos();
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private void await(int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            // The socket is really closed only when its selector is closed too.
            selector.close();
        }
    }
}
