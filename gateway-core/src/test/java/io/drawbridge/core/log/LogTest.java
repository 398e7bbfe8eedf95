// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogTest {
    /** Records the lines that reach the JDK. */
    private static final class Lines implements System.Logger {
        private final List<String> lines = new ArrayList<>();

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message + (thrown == null ? "" : " " + thrown.getMessage()));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... arguments) {
            throw new AssertionError(format);
        }
    }

    @Test
    void withoutSlf4jOnlyWarningsAndErrorsAreWritten() {
        Lines jdk = new Lines();
        Log log = new Log(new JdkOutput(jdk));
        log.debug("debug");
        log.info("info");
        log.warn("warn");
        log.atError()
                .addKeyValue("a", 1)
                .addKeyValue("b", null)
                .setCause(new IllegalStateException("cause"))
                .log("error");
        assertThat(log.isInfoEnabled()).isFalse();
        assertThat(jdk.lines).containsExactly("WARNING warn", "ERROR error a=1 b=null cause");
    }

    @Test
    void aDisabledLevelWritesNothing() {
        List<String> written = new ArrayList<>();
        Log log = new Log(new LogOutput() {
            @Override
            public boolean isEnabled(LogLevel level) {
                return level == LogLevel.INFO;
            }

            @Override
            public void write(LogLevel level, String message, List<KeyValue> pairs, @Nullable Throwable cause) {
                written.add(level + " " + message + " " + pairs + " " + cause);
            }
        });
        log.atDebug().addKeyValue("a", 1).log("one");
        log.atInfo().addKeyValue("a", 1).log("two");
        log.atWarn().addKeyValue("a", 1).log("three");
        assertThat(written).containsExactly("INFO two [a=1] null");
    }
}
