// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.server.http.HttpLimits;
import io.drawbridge.server.security.FailedAuthentications;

/**
 * What one remote address may take from the others.
 *
 * @param connectionsPerAddressMax open connections; further ones are closed when they are accepted
 * @param failedAuthenticationsPerMinute answered without a delay; 0 never delays an answer
 */
public record StrangerLimits(int connectionsPerAddressMax, int failedAuthenticationsPerMinute) {
    /** The default limits. */
    public static final StrangerLimits DEFAULT =
            new StrangerLimits(HttpLimits.CONNECTIONS_PER_ADDRESS_DEFAULT, FailedAuthentications.PER_MINUTE_DEFAULT);

    public StrangerLimits {
        if (connectionsPerAddressMax < 1 || connectionsPerAddressMax > HttpLimits.CONNECTIONS_PER_ADDRESS_MAX) {
            throw new IllegalArgumentException("connections per address: " + connectionsPerAddressMax
                    + " (expected: 1 to " + HttpLimits.CONNECTIONS_PER_ADDRESS_MAX + ")");
        }
        if (failedAuthenticationsPerMinute < 0
                || failedAuthenticationsPerMinute > FailedAuthentications.PER_MINUTE_MAX) {
            throw new IllegalArgumentException("failed authentications per minute: " + failedAuthenticationsPerMinute
                    + " (expected: 0 to " + FailedAuthentications.PER_MINUTE_MAX + ")");
        }
    }
}
