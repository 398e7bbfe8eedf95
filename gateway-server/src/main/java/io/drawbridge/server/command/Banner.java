// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.data.RootCredentialsFile;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.StartedServer;
import io.drawbridge.server.storage.StorageLocation;
import io.drawbridge.server.tls.SelfSignedFiles;
import io.drawbridge.server.tls.TlsSource;
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
     * @param options with the test clock and the kind of certificate
     */
    static void print(
            PrintWriter out,
            StartedServer server,
            @Nullable Path bootstrap,
            StorageLocation location,
            ServerOptions options) {
        Path data = location instanceof StorageLocation.Directory directory ? directory.path() : null;
        out.println("Drawbridge listens on " + server.endpoint()
                + server.tlsEndpoint()
                        .filter(tls -> !tls.equals(server.endpoint()))
                        .map(tls -> " and " + tls)
                        .orElse(""));
        out.println(location.description());
        boolean selfSigned =
                options.endpoints().tls() != null && options.endpoints().tls().source() instanceof TlsSource.SelfSigned;
        Path certificate = selfSigned && data != null ? data.resolve(SelfSignedFiles.CERTIFICATE) : null;
        if (selfSigned) {
            out.println("The certificate of HTTPS is self-signed, for trials"
                    + (certificate == null
                            ? ", and is made at each start; clients accept it unverified only."
                            : "; clients that trust " + certificate + " accept it."));
        }
        if (options.testClock()) {
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
            use(out, server, roots.get(0), bootstrap, data, certificate);
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
            @Nullable Path data,
            @Nullable Path certificate) {
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
        if (certificate != null) {
            out.println("  export AWS_CA_BUNDLE=" + certificate);
        }
        out.println("  alias aws='aws --endpoint-url " + server.endpoint() + "'");
    }
}
