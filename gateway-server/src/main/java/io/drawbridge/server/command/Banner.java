// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.data.RootCredentialsFile;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.StartedServer;
import io.drawbridge.server.storage.StorageLocation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text that the terminal shows when a server has started. */
final class Banner {
    private static final String CREDENTIALS = RootCredentialsFile.NAME;

    private Banner() {}

    /**
     * @param bootstrap the given file, or null
     * @param location where the data is stored
     */
    static void print(
            PrintWriter out,
            StartedServer server,
            @Nullable Path bootstrap,
            StorageLocation location,
            boolean testClock) {
        Path data = location instanceof StorageLocation.Directory directory ? directory.path() : null;
        out.println("Drawbridge listens on " + server.endpoint());
        out.println(location.description());
        if (testClock) {
            out.println("*** TEST CLOCK: anybody on this machine can move this server's time. Never use it for real"
                    + " data. ***");
        }
        List<RootCredentials> roots = server.rootCredentials();
        for (RootCredentials root : roots) {
            out.println("account " + root.accountId() + "  root access key " + root.accessKeyId() + "  secret "
                    + secret(root, bootstrap));
        }
        if (data != null && roots.stream().anyMatch(Banner::generated)) {
            out.println("These secrets are shown once; they are kept in " + data.resolve(CREDENTIALS)
                    + ", which only you may read.");
        }
        if (!roots.isEmpty()) {
            use(out, server, roots.get(0), bootstrap, data);
        }
        out.flush();
    }

    private static boolean generated(RootCredentials root) {
        return root.source() == RootCredentials.Source.GENERATED;
    }

    private static String secret(RootCredentials root, @Nullable Path bootstrap) {
        return switch (root.source()) {
            case GENERATED -> root.secretAccessKey();
            case GIVEN -> "as given in " + bootstrap;
            case KEPT -> "as before";
        };
    }

    private static void use(
            PrintWriter out,
            StartedServer server,
            RootCredentials root,
            @Nullable Path bootstrap,
            @Nullable Path data) {
        out.println();
        out.println("Paste this to use it with the AWS CLI as the root of " + root.accountId() + ":");
        Path file = data == null ? null : data.resolve(CREDENTIALS);
        if (root.source() == RootCredentials.Source.KEPT && file != null && Files.exists(file)) {
            out.println("  export AWS_SHARED_CREDENTIALS_FILE=" + file + " AWS_PROFILE=" + root.accountId());
        } else {
            out.println("  export AWS_ACCESS_KEY_ID=" + root.accessKeyId() + " AWS_SECRET_ACCESS_KEY="
                    + (generated(root) ? root.secretAccessKey() : "'the secret " + secret(root, bootstrap) + "'"));
        }
        out.println("  export AWS_DEFAULT_REGION=us-east-1 AWS_ENDPOINT_URL=" + server.endpoint());
        out.println("  alias aws='aws --endpoint-url " + server.endpoint() + "'");
    }
}
