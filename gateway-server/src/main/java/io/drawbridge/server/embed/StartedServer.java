// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import java.net.URI;
import java.util.List;

/** A server that accepts connections. */
public interface StartedServer extends AutoCloseable {
    /** The address for every client and service, such as {@code http://127.0.0.1:8773}. */
    URI endpoint();

    /** The root key pairs of all accounts, in the order of the accounts. */
    List<RootCredentials> rootCredentials();

    /** Stops accepting and lets running requests finish for up to ten seconds. */
    @Override
    void close();
}
