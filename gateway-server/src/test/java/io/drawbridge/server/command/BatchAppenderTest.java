// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BatchAppenderTest {
    private final LoggerContext context = new LoggerContext();

    /** A standard error stream that may be stuck. */
    private static final class Screen extends OutputStream {
        final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        final CountDownLatch firstWrite = new CountDownLatch(1);
        volatile CountDownLatch stuck = new CountDownLatch(0);
        private int writes;

        @Override
        public void write(int one) {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            firstWrite.countDown();
            try {
                if (!stuck.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("stuck for ever");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (this) {
                writes++;
                shown.write(bytes, offset, length);
            }
        }

        synchronized List<String> lines() {
            return shown.toString(StandardCharsets.UTF_8).lines().toList();
        }

        synchronized int writes() {
            return writes;
        }
    }

    private Logger logger(Screen screen) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        BatchAppender appender = new BatchAppender(screen);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        return logger;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void allLinesAreWrittenInTheirOrderAndManyWithOneCall() {
        Screen screen = new Screen();
        Logger logger = logger(screen);
        for (int i = 0; i < 10_000; i++) {
            logger.info("line {}", i);
        }
        context.stop();
        assertThat(screen.lines())
                .isEqualTo(IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList());
        assertThat(screen.writes()).isLessThan(5_000);
    }

    @Test
    void aLineAppearsWithoutAnotherOne() throws InterruptedException {
        Screen screen = new Screen();
        logger(screen).info("alone");
        assertThat(screen.firstWrite.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBlockedOutputDoesNotKeepTheProcessAlive() throws InterruptedException {
        Screen screen = new Screen();
        screen.stuck = new CountDownLatch(1);
        Logger logger = logger(screen);
        logger.info("first");
        assertThat(screen.firstWrite.await(20, TimeUnit.SECONDS)).isTrue();
        logger.info("second");
        context.stop();
        assertThat(screen.lines()).isEmpty();
        screen.stuck.countDown();
    }

    @Test
    void whoLogsNeverWaitsAndLostLinesAreCounted() throws InterruptedException {
        Screen screen = new Screen();
        screen.stuck = new CountDownLatch(1);
        Logger logger = logger(screen);
        logger.info("first");
        assertThat(screen.firstWrite.await(20, TimeUnit.SECONDS)).isTrue();
        int sent = BatchAppender.QUEUE_LENGTH + 1_000;
        for (int i = 0; i < sent; i++) {
            logger.info("line {}", i);
        }
        screen.stuck.countDown();
        context.stop();
        List<String> lines = screen.lines();
        assertThat(lines)
                .contains("first", "line 0", "1000 lines of the log were dropped: more came than could be written");
        assertThat(lines.stream().filter(Pattern.compile("line \\d+").asMatchPredicate()))
                .hasSize(BatchAppender.QUEUE_LENGTH);
    }
}
