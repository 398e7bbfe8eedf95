// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.proxy;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: what policies, routing, signature checks and the log see of its connection.
 *
 * @param address the textual IP address of the client
 * @param secure whether the client used TLS
 * @param host the host that the client addressed, in place of the Host field; null for the Host field
 */
public record RequestOrigin(
        String address, boolean secure, @Nullable String host) {
    /** Returns whether two descriptions of one request say the same; a missing host agrees with every host. */
    boolean agreesWith(RequestOrigin other) {
        return address.equals(other.address)
                && secure == other.secure
                && (host == null || other.host == null || host.equalsIgnoreCase(other.host));
    }
}
