// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.data.KeyRingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code drawbridge key-ring create}: creates the key ring that the nodes of a shared store need. */
final class KeyRingCommand {
    static final String NAME = "key-ring";

    private KeyRingCommand() {}

    static CommandSpec spec() {
        CommandSpec create = CommandSpec.create().name("create").mixinStandardHelpOptions(true);
        create.usageMessage()
                .description(
                        "Makes a key ring with one new key, which only its owner may read. Give each node a copy.");
        create.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("1")
                .type(Path.class)
                .description("the file to make")
                .build());
        CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage().description("Makes the keys that seal the secrets of a store.");
        spec.addSubcommand("create", create);
        return spec;
    }

    static int run(CommandLine.ParseResult options) {
        CommandLine line = options.commandSpec().commandLine();
        if (!options.hasSubcommand()) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        Path file = options.subcommand().matchedPositionalValue(0, Path.of(""));
        try {
            KeyRingFile.createNew(file, new SecureRandom());
        } catch (IOException e) {
            line.getErr().println("drawbridge: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        line.getOut().println("Made " + file + ". Keep a copy: without it no secret of its store can be opened.");
        return CommandLine.ExitCode.OK;
    }
}
