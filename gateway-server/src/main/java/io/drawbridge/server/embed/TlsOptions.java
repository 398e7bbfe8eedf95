// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.server.tls.TlsSource;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS.
 *
 * @param source the certificate and the key
 * @param port the port of HTTPS, with HTTP on the other one; 0 picks a free one; null for HTTPS on the only port
 */
public record TlsOptions(TlsSource source, @Nullable Integer port) {
    public TlsOptions {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new IllegalArgumentException("port of TLS: " + port + " (expected: 0 to 65535)");
        }
    }
}
