// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of a certificate and its key, which may be replaced while the server runs. Not thread-safe. */
public final class TlsFiles {
    private static final Log LOG = Log.of(TlsFiles.class);

    private final Path certificate;
    private final Path key;
    private String lastDigest = "";
    private String lastReason = "";

    /**
     * @param certificate PEM: the server's certificate, then those of its issuers
     * @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
     */
    public TlsFiles(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** @throws IOException when the files are no pair; the message is for the operator */
    public TlsKeyPair read() throws IOException {
        PemFile certificates = PemFile.read(certificate);
        PemFile keys = PemFile.read(key);
        TlsKeyPair pair = pair(certificates, keys);
        lastDigest = digest(certificates, keys);
        return pair;
    }

    /**
     * Returns the new pair if the files have changed since they were last read. What is no pair is logged once: the
     * caller keeps the old one. Between two changes of a pair it is none, and is read again after the second.
     */
    public Optional<TlsKeyPair> changed() {
        try {
            PemFile certificates = PemFile.read(certificate);
            PemFile keys = PemFile.read(key);
            String digest = digest(certificates, keys);
            if (digest.equals(lastDigest)) {
                return Optional.empty();
            }
            TlsKeyPair pair = pair(certificates, keys);
            lastDigest = digest;
            lastReason = "";
            LOG.atInfo()
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("subject", pair.certificate().getSubjectX500Principal())
                    .addKeyValue("notAfter", pair.certificate().getNotAfter().toInstant())
                    .log("the certificate was replaced; new connections use it");
            return Optional.of(pair);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(lastReason)) {
                lastReason = reason;
                LOG.atWarn().addKeyValue("reason", reason).log("the new certificate cannot be used; the old one stays");
            }
            return Optional.empty();
        }
    }

    private TlsKeyPair pair(PemFile certificates, PemFile keys) throws IOException {
        List<X509Certificate> chain = certificates.certificates();
        try {
            return new TlsKeyPair(keys.privateKey(chain.get(0)), chain);
        } catch (IllegalArgumentException e) {
            throw new IOException(certificate + " and " + key + ": " + e.getMessage(), e);
        }
    }

    private static String digest(PemFile certificates, PemFile keys) {
        String both = certificates.text() + "\u0000" + keys.text();
        return HexFormat.of().formatHex(Sha256.of(both.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
