// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.drawbridge.core.log.KeyValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Writes one line for each event: {@code 2026-11-22T13:42:48.123Z INFO  message key=value …}, followed by the stack
 * trace if there is one. Control characters in values that a client may have chosen are escaped as in JSON, so that a
 * line is always one line. Not thread-safe; its appender uses one thread.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];
    private static final int LEVEL_WIDTH = 5;

    /** {@code " {}"}, which follows the message once for each pair. */
    private static final int PLACEHOLDER_LENGTH = 3;

    private static final int LENGTH_KEPT_MAX = 8 << 10;

    private StringBuilder line = new StringBuilder(512);
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        line.setLength(0);
        time(event.getTimeStamp());
        String level = event.getLevel().toString();
        line.append(' ').append(level);
        for (int i = level.length(); i <= LEVEL_WIDTH; i++) {
            line.append(' ');
        }
        message(event);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                line.append(' ');
                text(pair.key);
                line.append('=');
                text(String.valueOf(pair.value));
            }
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        if (line.length() > LENGTH_KEPT_MAX) {
            line = new StringBuilder(512);
        }
        return bytes;
    }

    /** Writes the pairs of our own messages without a pattern; messages of libraries are formatted as SLF4J does. */
    private void message(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        if (arguments == null || !(arguments.length > 0 && arguments[0] instanceof KeyValue)) {
            text(event.getFormattedMessage());
            return;
        }
        String pattern = event.getMessage();
        text(pattern.substring(0, pattern.length() - PLACEHOLDER_LENGTH * arguments.length));
        for (Object argument : arguments) {
            line.append(' ');
            if (argument instanceof KeyValue pair) {
                text(pair.key());
                line.append('=');
                text(String.valueOf(pair.value()));
            } else {
                text(String.valueOf(argument));
            }
        }
    }

    private void time(long millis) {
        if (Math.floorDiv(millis, 1000L) != second) {
            second = Math.floorDiv(millis, 1000L);
            String text = Instant.ofEpochSecond(second)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            secondText = text.substring(0, text.length() - 1);
        }
        int fraction = (int) Math.floorMod(millis, 1000L);
        line.append(secondText)
                .append('.')
                .append((char) ('0' + fraction / 100))
                .append((char) ('0' + fraction / 10 % 10))
                .append((char) ('0' + fraction % 10))
                .append('Z');
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                escaped(text);
                return;
            }
        }
        line.append(text);
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }

    /** Returns whether the character would end the line or move the cursor of a terminal. */
    private static boolean isControl(char c) {
        return c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029';
    }
}
