// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.Drawbridge;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the terminal shows when a server has started. */
final class Banner {
    private Banner() {}

    static void print(PrintWriter out, Drawbridge drawbridge, @Nullable Path bootstrap, boolean testClock) {
        List<Drawbridge.RootCredentials> roots = drawbridge.rootCredentials();
        out.println("Drawbridge listens on " + drawbridge.endpoint());
        out.println("Everything is kept in memory: nothing is left when this server stops.");
        if (testClock) {
            out.println("*** TEST CLOCK: anybody on this machine can move this server's time. Never use it for real"
                    + " data. ***");
        }
        for (Drawbridge.RootCredentials root : roots) {
            boolean generated = root.source() == Drawbridge.RootCredentials.Source.GENERATED;
            out.println("account " + root.accountId() + "  root access key " + root.accessKeyId() + "  secret "
                    + (generated ? root.secretAccessKey() : "as given in " + bootstrap));
        }
        if (!roots.isEmpty()) {
            Drawbridge.RootCredentials first = roots.get(0);
            boolean generated = first.source() == Drawbridge.RootCredentials.Source.GENERATED;
            out.println();
            out.println("Paste this to use it with the AWS CLI as the root of " + first.accountId() + ":");
            out.println("  export AWS_ACCESS_KEY_ID=" + first.accessKeyId() + " AWS_SECRET_ACCESS_KEY="
                    + (generated ? first.secretAccessKey() : "'the secret in " + bootstrap + "'"));
            out.println("  export AWS_DEFAULT_REGION=us-east-1 AWS_ENDPOINT_URL=" + drawbridge.endpoint());
            out.println("  alias aws='aws --endpoint-url " + drawbridge.endpoint() + "'");
        }
        out.flush();
    }
}
