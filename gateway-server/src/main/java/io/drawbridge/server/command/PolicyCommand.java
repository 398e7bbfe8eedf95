// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code drawbridge policy}: commands on policy documents, without a running server or next to one. */
final class PolicyCommand {
    static final String NAME = "policy";

    private PolicyCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage().description("Checks policy documents, and says what they allow and why.");
        return spec.addSubcommand("check", PolicyCheckCommand.spec())
                .addSubcommand("simulate", PolicySimulateCommand.spec());
    }

    static int run(CommandLine.ParseResult options) {
        CommandLine line = options.commandSpec().commandLine();
        if (!options.hasSubcommand()) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine.ParseResult sub = options.subcommand();
        try {
            return sub.commandSpec().name().equals("check")
                    ? PolicyCheckCommand.run(sub)
                    : PolicySimulateCommand.run(sub);
        } catch (IOException e) {
            line.getErr().println("drawbridge: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
