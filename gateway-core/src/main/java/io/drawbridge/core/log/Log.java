// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

/**
 * Writes log messages of one logger. A message is constant text; variable data is added as key-value pairs.
 * Thread-safe.
 *
 * <p>All logging through SLF4J uses this class, because SLF4J 1.7, which may be on a user's class path, lacks the
 * fluent methods of SLF4J 2. Without SLF4J, warnings and errors go to {@link System.Logger}, and the rest is discarded.
 */
public final class Log {
    private final LogOutput output;

    Log(LogOutput output) {
        this.output = output;
    }

    /** Returns the logger with the name of a class. */
    public static Log of(Class<?> owner) {
        return named(owner.getName());
    }

    /** Returns the logger with a name, such as {@code io.drawbridge.request}. */
    public static Log named(String name) {
        return new Log(output(name));
    }

    private static LogOutput output(String name) {
        try {
            return new Slf4jOutput(name);
        } catch (NoClassDefFoundError e) {
            // SLF4J is optional for users who embed the server.
            return new JdkOutput(System.getLogger(name));
        }
    }

    /** Returns whether INFO messages are written, so that the caller can avoid building one. */
    public boolean isInfoEnabled() {
        return output.isEnabled(LogLevel.INFO);
    }

    /** Begins a DEBUG message; ignores its data when the level is off. */
    public LogEvent atDebug() {
        return at(LogLevel.DEBUG);
    }

    /** Begins an INFO message; ignores its data when the level is off. */
    public LogEvent atInfo() {
        return at(LogLevel.INFO);
    }

    /** Begins a WARN message; ignores its data when the level is off. */
    public LogEvent atWarn() {
        return at(LogLevel.WARN);
    }

    /** Begins an ERROR message; ignores its data when the level is off. */
    public LogEvent atError() {
        return at(LogLevel.ERROR);
    }

    private LogEvent at(LogLevel level) {
        return new LogEvent(output.isEnabled(level) ? output : null, level);
    }

    /** Writes a DEBUG message. */
    public void debug(String message) {
        atDebug().log(message);
    }

    /** Writes a DEBUG message with the stack trace of its cause. */
    public void debug(String message, Throwable cause) {
        atDebug().setCause(cause).log(message);
    }

    /** Writes an INFO message. */
    public void info(String message) {
        atInfo().log(message);
    }

    /** Writes a WARN message. */
    public void warn(String message) {
        atWarn().log(message);
    }

    /** Writes a WARN message with the stack trace of its cause. */
    public void warn(String message, Throwable cause) {
        atWarn().setCause(cause).log(message);
    }
}
