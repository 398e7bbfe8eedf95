// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.data.Backup;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code drawbridge backup}: copies a data directory. */
final class BackupCommand {
    private BackupCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.spec(
                "backup",
                "Copies a data directory as it is at one moment, with its key ring and its root credentials: keep the"
                        + " copy as secret as the data. The server may run and be written to; everything that it answered"
                        + " before is in the copy.",
                "the data directory");
        return spec.addPositional(StoreCommand.path("TARGET", "the directory of the copy: missing or empty"));
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> {
            Backup backup = Backup.create(StoreCommand.data(options), StoreCommand.path(options));
            out.println(
                    backup.files() + " files of " + backup.bytes() + " bytes copied to " + StoreCommand.path(options));
            out.println(
                    backup.keyRing()
                            ? "The key ring that opens every secret is among them: keep this copy where only you can"
                                    + " read it."
                            : "The key ring is not among them, for it lies elsewhere: without it this copy is of no"
                                    + " use, so keep a copy of it too.");
            return CommandLine.ExitCode.OK;
        });
    }
}
