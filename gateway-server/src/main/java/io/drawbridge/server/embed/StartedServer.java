// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server that accepts connections. */
public interface StartedServer extends AutoCloseable {
    /**
     * Returns the address of HTTPS, such as {@code https://127.0.0.1:8443}; empty without TLS. It is {@link
     * #endpoint} when
     * the server has no port for HTTP.
     */
    Optional<URI> tlsEndpoint();

    /** Returns the address for every client and service, such as {@code http://127.0.0.1:8773}. */
    URI endpoint();

    /** Returns the root key pairs of all accounts, in the order of the accounts. */
    List<RootCredentials> rootCredentials();

    /** Stops accepting connections and waits up to ten seconds for running requests. */
    @Override
    void close();
}
