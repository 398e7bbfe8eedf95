// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

/**
 * Writes log messages of one logger. A message is constant text; what varies is added as key-value pairs. Thread-safe.
 *
 * <p>This is the only way to SLF4J, because the fluent methods of SLF4J 2 are missing in SLF4J 1.7, which the class path
 * of a user may hold. Without SLF4J, warnings and errors go to {@link System.Logger}, and the rest is dropped.
 */
public final class Log {
    private final LogOutput output;

    Log(LogOutput output) {
        this.output = output;
    }

    /** The logger that is named like a class. */
    public static Log of(Class<?> owner) {
        return named(owner.getName());
    }

    /** The logger of a name, such as {@code io.drawbridge.request}. */
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

    /** Whether messages at INFO are written: the caller may spare itself building one. */
    public boolean isInfoEnabled() {
        return output.isEnabled(LogLevel.INFO);
    }

    /** Begins a message at DEBUG; nothing is kept when the level is off. */
    public LogEvent atDebug() {
        return at(LogLevel.DEBUG);
    }

    /** Begins a message at INFO; nothing is kept when the level is off. */
    public LogEvent atInfo() {
        return at(LogLevel.INFO);
    }

    /** Begins a message at WARN; nothing is kept when the level is off. */
    public LogEvent atWarn() {
        return at(LogLevel.WARN);
    }

    /** Begins a message at ERROR; nothing is kept when the level is off. */
    public LogEvent atError() {
        return at(LogLevel.ERROR);
    }

    private LogEvent at(LogLevel level) {
        return new LogEvent(output.isEnabled(level) ? output : null, level);
    }

    /** Writes a message at DEBUG. */
    public void debug(String message) {
        atDebug().log(message);
    }

    /** Writes a message at DEBUG with the stack trace of its cause. */
    public void debug(String message, Throwable cause) {
        atDebug().setCause(cause).log(message);
    }

    /** Writes a message at INFO. */
    public void info(String message) {
        atInfo().log(message);
    }

    /** Writes a message at WARN. */
    public void warn(String message) {
        atWarn().log(message);
    }

    /** Writes a message at WARN with the stack trace of its cause. */
    public void warn(String message, Throwable cause) {
        atWarn().setCause(cause).log(message);
    }
}
