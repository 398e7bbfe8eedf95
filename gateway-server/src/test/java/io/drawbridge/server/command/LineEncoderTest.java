// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LineEncoderTest {
    private static final Logger LOGGER = new LoggerContext().getLogger("test");

    private final LineEncoder encoder = new LineEncoder();

    private String line(String time, Level level, String message, @Nullable Throwable thrown, KeyValuePair... pairs) {
        LoggingEvent event = new LoggingEvent("test", LOGGER, level, message, thrown, null);
        event.setInstant(Instant.parse(time));
        event.setKeyValuePairs(List.of(pairs));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void timeLevelMessageAndPairs() {
        assertThat(line(
                        "2026-11-22T13:42:48.007Z",
                        Level.INFO,
                        "request",
                        null,
                        new KeyValuePair("status", 200),
                        new KeyValuePair("principal", null)))
                .isEqualTo("2026-11-22T13:42:48.007Z INFO  request status=200 principal=null\n");
        assertThat(line("2026-11-22T13:42:48.999Z", Level.ERROR, "a b", null))
                .isEqualTo("2026-11-22T13:42:48.999Z ERROR a b\n");
        assertThat(line("2026-11-22T13:42:49Z", Level.WARN, "", null)).isEqualTo("2026-11-22T13:42:49.000Z WARN  \n");
        assertThat(line("1969-12-31T23:59:59.5Z", Level.WARN, "é", null))
                .isEqualTo("1969-12-31T23:59:59.500Z WARN  é\n");
    }

    @Test
    void aLineIsAlwaysOneLine() {
        assertThat(line(
                        "2026-11-22T13:42:48Z",
                        Level.INFO,
                        "a\nb",
                        null,
                        new KeyValuePair("reason", "x\r\n2026 ERROR \u001b[2J\u0085\u2028")))
                .isEqualTo("2026-11-22T13:42:48.000Z INFO  a\\u000ab reason=x\\u000d\\u000a2026 ERROR"
                        + " \\u001b[2J\\u0085\\u2028\n");
    }

    @Test
    void aStackTraceFollowsWithItsCauses() {
        Throwable thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        assertThat(line("2026-11-22T13:42:48Z", Level.ERROR, "failed", thrown))
                .startsWith("2026-11-22T13:42:48.000Z ERROR failed\njava.lang.IllegalStateException: outer\n")
                .contains("\tat " + LineEncoderTest.class.getName())
                .contains("Caused by: java.lang.IllegalArgumentException: inner");
    }
}
