// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.iam.directory.UnknownAccounts;
import io.drawbridge.server.storage.StorageLocation;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The options of a server.
 *
 * @param port 0 picks a free port
 * @param testClock whether requests may move the clock; only on loopback
 * @param strictScope whether credential scopes must match exactly
 * @param denials the content of error messages of denied requests
 * @param strangers what one remote address may take from the others
 * @param location where the data is stored
 * @param endpoints how requests reach the server
 * @param unknownAccounts what becomes of policies that name an account which does not exist
 */
public record ServerOptions(
        String host,
        int port,
        String region,
        String baseDomain,
        boolean testClock,
        boolean strictScope,
        DenialOptions denials,
        StrangerLimits strangers,
        StorageLocation location,
        EndpointOptions endpoints,
        UnknownAccounts unknownAccounts) {
    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        if (testClock && !loopback(host)) {
            throw new IllegalArgumentException(
                    "a server with a test clock listens on a loopback address only, not on " + host);
        }
        if (testClock && location instanceof StorageLocation.Shared) {
            throw new IllegalArgumentException(
                    "a test clock would move the time of one server only: leave it out where servers share a store");
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
