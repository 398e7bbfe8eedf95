// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.data.RootCredentialsFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the terminal shows when a server has started. */
final class Banner {
    private static final String CREDENTIALS = RootCredentialsFile.NAME;

    private Banner() {}

    /**
     * @param bootstrap the file that was given, or null
     * @param data the directory that keeps everything, or null
     * @param kept where everything is kept, as a sentence
     */
    static void print(
            PrintWriter out,
            Drawbridge drawbridge,
            @Nullable Path bootstrap,
            @Nullable Path data,
            String kept,
            boolean testClock) {
        out.println("Drawbridge listens on " + drawbridge.endpoint());
        out.println(kept);
        if (testClock) {
            out.println("*** TEST CLOCK: anybody on this machine can move this server's time. Never use it for real"
                    + " data. ***");
        }
        List<Drawbridge.RootCredentials> roots = drawbridge.rootCredentials();
        for (Drawbridge.RootCredentials root : roots) {
            out.println("account " + root.accountId() + "  root access key " + root.accessKeyId() + "  secret "
                    + secret(root, bootstrap));
        }
        if (data != null && roots.stream().anyMatch(Banner::generated)) {
            out.println("These secrets are shown once; they are kept in " + data.resolve(CREDENTIALS)
                    + ", which only you may read.");
        }
        if (!roots.isEmpty()) {
            use(out, drawbridge, roots.get(0), bootstrap, data);
        }
        out.flush();
    }

    private static boolean generated(Drawbridge.RootCredentials root) {
        return root.source() == Drawbridge.RootCredentials.Source.GENERATED;
    }

    private static String secret(Drawbridge.RootCredentials root, @Nullable Path bootstrap) {
        return switch (root.source()) {
            case GENERATED -> root.secretAccessKey();
            case GIVEN -> "as given in " + bootstrap;
            case KEPT -> "as before";
        };
    }

    private static void use(
            PrintWriter out,
            Drawbridge drawbridge,
            Drawbridge.RootCredentials root,
            @Nullable Path bootstrap,
            @Nullable Path data) {
        out.println();
        out.println("Paste this to use it with the AWS CLI as the root of " + root.accountId() + ":");
        Path file = data == null ? null : data.resolve(CREDENTIALS);
        if (root.source() == Drawbridge.RootCredentials.Source.KEPT && file != null && Files.exists(file)) {
            out.println("  export AWS_SHARED_CREDENTIALS_FILE=" + file + " AWS_PROFILE=" + root.accountId());
        } else {
            out.println("  export AWS_ACCESS_KEY_ID=" + root.accessKeyId() + " AWS_SECRET_ACCESS_KEY="
                    + (generated(root) ? root.secretAccessKey() : "'the secret " + secret(root, bootstrap) + "'"));
        }
        out.println("  export AWS_DEFAULT_REGION=us-east-1 AWS_ENDPOINT_URL=" + drawbridge.endpoint());
        out.println("  alias aws='aws --endpoint-url " + drawbridge.endpoint() + "'");
    }
}
