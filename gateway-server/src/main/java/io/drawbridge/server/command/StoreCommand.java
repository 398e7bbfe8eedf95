// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The common code of commands that work on a stopped store. */
final class StoreCommand {
    private StoreCommand() {}

    /** Does the work and returns the exit code. */
    interface Work {
        int run(PrintWriter out) throws IOException;
    }

    static CommandSpec spec(String name, String description, String dataDescription) {
        return spec(name, description, dataDescription, true);
    }

    static CommandSpec spec(String name, String description, String dataDescription, boolean required) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        spec.addOption(OptionSpec.builder("--data")
                .paramLabel("DIR")
                .type(Path.class)
                .required(required)
                .description(dataDescription)
                .build());
        return spec;
    }

    /** Returns the specification of a command that also works on a store in a database. */
    static CommandSpec anyStore(String name, String description, String dataDescription) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        spec.addOption(OptionSpec.builder("--data")
                .paramLabel("DIR")
                .type(Path.class)
                .description(dataDescription)
                .build());
        spec.addOption(text(
                "--store",
                "URL",
                "instead of --data: postgresql://USER@HOST:PORT/DATABASE or postgresql://USER@HOST1,HOST2/DATABASE, of"
                        + " which the one that takes writes is used; with --blobs"));
        spec.addOption(text("--blobs", "PLACE", "where the servers of that store keep bodies"));
        spec.addOption(text("--region", "REGION", "their region (default: us-east-1)"));
        return spec;
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /**
     * Returns the shared store of the options; null when they name a directory.
     *
     * @throws IOException when the options cannot be combined
     */
    static StorageLocation.@Nullable Shared shared(CommandLine.ParseResult options) throws IOException {
        String store = options.commandSpec().findOption("--store").getValue();
        String blobs = options.commandSpec().findOption("--blobs").getValue();
        boolean data = options.hasMatchedOption("--data");
        if (store == null && blobs == null && data) {
            return null;
        }
        Path ring = keyRing(options);
        if (data || store == null || blobs == null || ring == null) {
            throw new IOException("give --data DIR, or --store postgresql://… with --blobs and --key-ring");
        }
        return new StorageLocation.Shared(store, blobs, ring);
    }

    static String region(CommandLine.ParseResult options) {
        return options.matchedOptionValue("--region", "us-east-1");
    }

    /** Opens the store that the options name. */
    static OfflineStore open(CommandLine.ParseResult options) throws IOException {
        StorageLocation.Shared shared = shared(options);
        return shared == null
                ? OfflineStore.open(new StorageLocation.Directory(data(options), keyRing(options)))
                : OfflineStore.open(shared, region(options));
    }

    static OptionSpec keyRing(String description, boolean required) {
        return OptionSpec.builder("--key-ring")
                .paramLabel("FILE")
                .type(Path.class)
                .required(required)
                .description(description)
                .build();
    }

    static PositionalParamSpec path(String label, String description) {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel(label)
                .type(Path.class)
                .required(true)
                .description(description)
                .build();
    }

    static Path data(CommandLine.ParseResult options) {
        return options.commandSpec().findOption("--data").<Path>getValue().toAbsolutePath();
    }

    static @Nullable Path keyRing(CommandLine.ParseResult options) {
        return options.commandSpec().findOption("--key-ring").getValue();
    }

    static Path path(CommandLine.ParseResult options) {
        return options.commandSpec()
                .positionalParameters()
                .get(0)
                .<Path>getValue()
                .toAbsolutePath();
    }

    static int run(CommandLine.ParseResult options, Work work) {
        CommandLine line = options.commandSpec().commandLine();
        try {
            int exitCode = work.run(line.getOut());
            line.getOut().flush();
            return exitCode;
        } catch (IOException | UncheckedIOException e) {
            String reason = e.getMessage();
            line.getErr().println("drawbridge: " + (reason == null ? e.toString() : reason));
            return CommandLine.ExitCode.USAGE;
        }
    }
}
