// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.s3.scrub.Finding;
import io.drawbridge.s3.scrub.ScrubReport;
import io.drawbridge.server.engine.rocksdb.LostCommits;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code drawbridge scrub}: reads every row and every byte and reports inconsistencies. */
final class ScrubCommand {
    private static final String ACCEPT = "--accept-lost-commits";

    private ScrubCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.anyStore(
                "scrub",
                "Reads every row and every byte of a stopped server's data and tells what does not fit. Ends with 0 when"
                        + " nothing is wrong, with 1 when something is.",
                "the data directory");
        spec.addOption(StoreCommand.keyRing("the key ring (default: keyring in the data directory)", false));
        spec.addOption(OptionSpec.builder("--repair")
                .type(boolean.class)
                .description("repair what can be repaired without losing anything")
                .build());
        spec.addOption(OptionSpec.builder(ACCEPT)
                .type(boolean.class)
                .description(
                        "with --data: when the log of the rows is damaged, go on for ever without the newest commits,"
                                + " which cannot be read; without this a damaged log is not opened")
                .build());
        return spec;
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> scrub(options, out));
    }

    private static OfflineStore open(CommandLine.ParseResult options) throws IOException {
        if (!options.hasMatchedOption(ACCEPT)) {
            return StoreCommand.open(options);
        }
        if (StoreCommand.shared(options) != null) {
            throw new IOException(ACCEPT + " is of use only with --data DIR");
        }
        return OfflineStore.open(new StorageLocation.Directory(
                StoreCommand.data(options), StoreCommand.keyRing(options), LostCommits.ACCEPT));
    }

    private static int scrub(CommandLine.ParseResult options, PrintWriter out) throws IOException {
        boolean repair = options.hasMatchedOption("--repair");
        ScrubReport report;
        try (OfflineStore store = open(options)) {
            report = store.scrub(repair);
        }
        for (Finding finding : report.findings()) {
            out.println((finding.repaired() ? "repaired: " : "")
                    + finding.problem().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + finding.subject()
                    + (finding.detail().isEmpty() ? "" : " (" + finding.detail() + ")"));
        }
        long left = report.findings().stream()
                .filter(finding -> !finding.repaired())
                .count();
        long repaired = report.findings().size() - left;
        out.println(report.objects() + " objects, " + report.blobs() + " blobs of " + report.bytes() + " bytes: "
                + (left == 0 ? "nothing is wrong" : left + (left == 1 ? " thing is" : " things are") + " wrong")
                + (repaired == 0 ? "" : ", " + repaired + " repaired"));
        return report.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
