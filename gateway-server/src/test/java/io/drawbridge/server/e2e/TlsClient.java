// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Connections of the JDK's TLS to a server, and the certificates that they trust. */
final class TlsClient {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final TrustManager[] trusted;

    private TlsClient(TrustManager[] trusted) {
        this.trusted = trusted;
    }

    static TlsClient trusting(Path... certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Path path : certificates) {
                try (InputStream in = Files.newInputStream(path)) {
                    Certificate one = CertificateFactory.getInstance("X.509").generateCertificate(in);
                    store.setCertificateEntry(path.toString(), one);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new TlsClient(factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    TrustManager[] trusted() {
        return trusted.clone();
    }

    /** Connects and shakes hands, in one of the versions. */
    SSLSocket connect(URI endpoint, String... versions) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(endpoint.getHost(), endpoint.getPort());
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
