// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.archive.Contents;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code drawbridge import}: creates a store from an export. */
final class ImportCommand {
    private ImportCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.anyStore(
                "import",
                "Makes a data directory, or fills an empty database, from an export. The whole file is verified first: one that is damaged or cut is"
                        + " refused, and nothing is left.",
                "the data directory to make: missing or empty");
        spec.addOption(StoreCommand.keyRing(
                "the key ring of the store that was exported; it is copied into the data directory", true));
        return spec.addPositional(StoreCommand.path("FILE", "the export"));
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> {
            StorageLocation.Shared shared = StoreCommand.shared(options);
            Path ring = Objects.requireNonNull(StoreCommand.keyRing(options));
            Contents contents = shared == null
                    ? OfflineStore.importFrom(StoreCommand.path(options), StoreCommand.data(options), ring)
                    : OfflineStore.importInto(StoreCommand.path(options), shared, StoreCommand.region(options));
            out.println(ExportCommand.summary(contents) + " imported into "
                    + (shared == null ? StoreCommand.data(options) : "the database"));
            return CommandLine.ExitCode.OK;
        });
    }
}
