// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs.
 *
 * @param port 0 picks a free one
 * @param testClock whether requests may move the time; only on loopback
 * @param strictScope whether scopes of signatures must be exact
 * @param denials what texts of refusals tell
 * @param data the directory that keeps everything; null for memory
 * @param keyRing the file of the key ring; null for the directory's own
 */
record ServerOptions(
        String host,
        int port,
        String region,
        String baseDomain,
        boolean testClock,
        boolean strictScope,
        DenialOptions denials,
        @Nullable Path data,
        @Nullable Path keyRing) {
    ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        if (testClock && !loopback(host)) {
            throw new IllegalArgumentException(
                    "a server with a test clock listens on a loopback address only, not on " + host);
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
