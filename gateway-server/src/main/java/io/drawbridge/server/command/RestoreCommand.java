// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.data.Backup;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code drawbridge restore}: creates a data directory from a backup. */
final class RestoreCommand {
    private RestoreCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.spec(
                "restore",
                "Makes a data directory from a backup. A backup that is damaged or not whole is refused.",
                "the data directory to make: missing or empty");
        return spec.addPositional(StoreCommand.path("SOURCE", "the directory of the backup"));
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> {
            Backup backup = Backup.restore(StoreCommand.path(options), StoreCommand.data(options));
            out.println(backup.files() + " files of " + backup.bytes() + " bytes restored to "
                    + StoreCommand.data(options)
                    + (backup.keyRing() ? "" : "; name the key ring with --key-ring when you start the server"));
            return CommandLine.ExitCode.OK;
        });
    }
}
