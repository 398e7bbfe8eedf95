// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.embed.ServerStarter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of Drawbridge. */
public final class Commands {
    private final ServerStarter starter;

    /** @param starter starts the server of {@code drawbridge server} */
    public Commands(ServerStarter starter) {
        this.starter = starter;
    }

    /**
     * Returns the commands. The exit code of a run is 0 for success, 1 for findings, 2 for errors that the user can
     * correct.
     */
    public CommandLine commandLine() {
        CommandSpec top = CommandSpec.create()
                .name("drawbridge")
                .version("drawbridge " + version())
                .mixinStandardHelpOptions(true)
                .addSubcommand("server", ServerCommand.spec())
                .addSubcommand(PolicyCommand.NAME, PolicyCommand.spec())
                .addSubcommand(KeyRingCommand.NAME, KeyRingCommand.spec())
                .addSubcommand("scrub", ScrubCommand.spec())
                .addSubcommand("backup", BackupCommand.spec())
                .addSubcommand("restore", RestoreCommand.spec())
                .addSubcommand("export", ExportCommand.spec())
                .addSubcommand("import", ImportCommand.spec());
        top.usageMessage().description("An IAM, STS and S3 compatible gateway that enforces policies as AWS does.");
        CommandLine line = new CommandLine(top);
        line.setExecutionStrategy(this::execute);
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("drawbridge: " + failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        });
        line.setParameterExceptionHandler((failure, unused) -> {
            failure.getCommandLine().getErr().println("drawbridge: " + failure.getMessage());
            failure.getCommandLine()
                    .getErr()
                    .println("Try: drawbridge "
                            + (failure.getCommandLine().getParent() == null
                                    ? ""
                                    : failure.getCommandLine().getCommandName() + " ")
                            + "--help");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    private int execute(CommandLine.ParseResult result) {
        Integer help = CommandLine.executeHelpRequest(result);
        if (help != null) {
            return help;
        }
        if (!result.hasSubcommand()) {
            CommandLine line = result.commandSpec().commandLine();
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine.ParseResult command = result.subcommand();
        return switch (command.commandSpec().name()) {
            case PolicyCommand.NAME -> PolicyCommand.run(command);
            case KeyRingCommand.NAME -> KeyRingCommand.run(command);
            case "scrub" -> ScrubCommand.run(command);
            case "backup" -> BackupCommand.run(command);
            case "restore" -> RestoreCommand.run(command);
            case "export" -> ExportCommand.run(command);
            case "import" -> ImportCommand.run(command);
            default -> ServerCommand.run(command, starter);
        };
    }

    private static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "development build" : version;
    }
}
