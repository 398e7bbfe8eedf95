// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.archive.Contents;
import io.drawbridge.server.storage.OfflineStore;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code drawbridge export}: writes a whole store to one file that is independent of the engine. */
final class ExportCommand {
    private ExportCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.anyStore(
                "export",
                "Writes the rows and bodies of a stopped server into one file that any kind of store can import."
                        + " Secrets stay sealed and the key ring is not in the file: keep it too.",
                "the data directory");
        spec.addOption(StoreCommand.keyRing("the key ring (default: keyring in the data directory)", false));
        return spec.addPositional(StoreCommand.path("FILE", "the file to write; it must not exist"));
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> {
            try (OfflineStore store = StoreCommand.open(options)) {
                out.println(summary(store.exportTo(StoreCommand.path(options))) + " exported to "
                        + StoreCommand.path(options));
            }
            out.println("The key ring is not in the file: without it no secret in it can be opened.");
            return CommandLine.ExitCode.OK;
        });
    }

    static String summary(Contents contents) {
        return contents.rows() + " rows and " + contents.blobs() + " blobs of " + contents.bytes() + " bytes";
    }
}
