// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command answered. */
record CommandOutcome(int exitCode, String output, String errors) {
    /** Runs a command with these words. */
    static CommandOutcome execute(Object... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        int exitCode = line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new CommandOutcome(exitCode, output.toString(), errors.toString());
    }

    /** Runs a command that must succeed. */
    static void succeeds(Object... words) {
        CommandOutcome outcome = execute(words);
        assertThat(outcome.exitCode).as(outcome.errors + outcome.output).isZero();
    }

    /** Runs a command that must end with 2 and tell the reason in one line. */
    static void refused(String reason, Object... words) {
        CommandOutcome outcome = execute(words);
        assertThat(outcome.exitCode).isEqualTo(2);
        assertThat(outcome.errors).startsWith("drawbridge: ").contains(reason);
        assertThat(outcome.errors.lines()).hasSize(1);
    }
}
