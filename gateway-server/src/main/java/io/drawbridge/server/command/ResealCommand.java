// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.iam.store.StoredSecretsReseal;
import io.drawbridge.server.control.ResealRequest;
import io.drawbridge.server.data.DirectoryInUseException;
import io.drawbridge.server.data.KeyRingFile;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.SharedRows;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code drawbridge key-ring reseal}: seals all secrets of a store under the first key of its ring. */
final class ResealCommand {
    static final String NAME = "reseal";

    private ResealCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = StoreCommand.spec(
                NAME,
                "Seals all secrets of a store under the first key of its ring, so that the other keys can be removed."
                        + " Servers may run. A run that was ended early is simply started again.",
                "the data directory",
                false);
        spec.addOption(OptionSpec.builder("--store")
                .paramLabel("URL")
                .type(String.class)
                .description("instead of --data: postgresql://USER@HOST:PORT/DATABASE; with --key-ring")
                .build());
        spec.addOption(OptionSpec.builder("--region")
                .paramLabel("REGION")
                .type(String.class)
                .description("the region of the servers of that database (default: us-east-1)")
                .build());
        return spec.addOption(StoreCommand.keyRing("the key ring (default: keyring in the data directory)", false));
    }

    static int run(CommandLine.ParseResult options) {
        return StoreCommand.run(options, out -> {
            String url = options.commandSpec().findOption("--store").getValue();
            Path ring = StoreCommand.keyRing(options);
            if (url == null == !options.hasMatchedOption("--data") || (url != null && ring == null)) {
                throw new IOException("give --data DIR, or --store postgresql://… with --key-ring");
            }
            StoredSecretsReseal.Progress progress = soFar -> show(soFar, out);
            StoredSecretsReseal.Result result = url == null || ring == null
                    ? directory(StoreCommand.data(options), ring, progress)
                    : shared(url, ring, StoreCommand.region(options), progress);
            Path file = ring == null ? StoreCommand.data(options).resolve("keyring") : ring;
            return finished(result, file, out);
        });
    }

    private static StoredSecretsReseal.Result directory(
            Path data, @Nullable Path ring, StoredSecretsReseal.Progress progress) throws IOException {
        try (OfflineStore store = OfflineStore.open(new StorageLocation.Directory(data, ring))) {
            return store.reseal(progress);
        } catch (DirectoryInUseException e) {
            KeyRing keys = new KeyRing(KeyRingFile.masters(ring == null ? data.resolve("keyring") : ring));
            return ResealRequest.send(data, keys.currentId(), progress);
        }
    }

    private static StoredSecretsReseal.Result shared(
            String url, Path ring, String region, StoredSecretsReseal.Progress progress) throws IOException {
        SecureRandom random = new SecureRandom();
        try (SharedRows rows = SharedRows.open(url, ring, region, random)) {
            return rows.reseal(random, progress);
        }
    }

    private static void show(StoredSecretsReseal.Result soFar, PrintWriter out) {
        out.println((soFar.sealed() + soFar.unchanged() + soFar.refused()) + " secrets: " + soFar.sealed() + " sealed, "
                + soFar.unchanged() + " unchanged, " + soFar.refused() + " refused");
        out.flush();
    }

    private static int finished(StoredSecretsReseal.Result result, Path ring, PrintWriter out) throws IOException {
        String master = HexFormat.of().toHexDigits(new KeyRing(KeyRingFile.masters(ring)).currentId());
        out.println("All secrets are sealed under " + master + ". The other keys of the ring are needed only for"
                + " session tokens, which live 36 hours at most; remove them with: drawbridge key-ring remove " + ring
                + " ID");
        if (result.refused() > 0) {
            out.println("The seals of " + result.refused() + " secrets do not fit their rows, which were changed by"
                    + " another program; these access keys and MFA devices are refused: "
                    + String.join(", ", result.shown()));
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }
}
