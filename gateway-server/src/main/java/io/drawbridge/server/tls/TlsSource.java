// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where the certificate of HTTPS comes from. */
public sealed interface TlsSource {
    /**
     * Files that are read again when they change.
     *
     * @param certificate PEM: the server's certificate, then those of its issuers
     * @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
     */
    record Files(Path certificate, Path key) implements TlsSource {}

    /** A pair that the embedding program has. */
    record Given(TlsKeyPair pair) implements TlsSource {}

    /** A certificate that the server makes for itself, and keeps in its data directory if it has one. */
    record SelfSigned(Generator generator) implements TlsSource {}

    /** Makes a key and a certificate that it signs. */
    @FunctionalInterface
    interface Generator {
        /**
         * @param names host names and IP addresses for which the certificate is valid
         * @param now the begin of its validity
         */
        TlsKeyPair generate(List<String> names, Instant now) throws IOException;
    }
}
