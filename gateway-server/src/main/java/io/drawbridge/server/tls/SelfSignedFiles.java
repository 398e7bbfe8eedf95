// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import io.drawbridge.core.log.Log;
import io.drawbridge.server.data.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A certificate that the server made for itself, in its data directory, so that clients can trust it across restarts.
 */
public final class SelfSignedFiles {
    /** The name of the certificate in the data directory. */
    public static final String CERTIFICATE = "tls-certificate.pem";

    private static final String KEY = "tls-key.pem";
    private static final Duration REST_MIN = Duration.ofDays(30);
    private static final Log LOG = Log.of(SelfSignedFiles.class);

    private final Path directory;

    public SelfSignedFiles(Path directory) {
        this.directory = directory;
    }

    /** Returns the kept pair, or a new one if there is none, it ends within 30 days or lacks one of the names. */
    public TlsKeyPair use(TlsSource.Generator generator, List<String> names, Instant now) throws IOException {
        Path certificate = directory.resolve(CERTIFICATE);
        Path key = directory.resolve(KEY);
        if (Files.exists(certificate) && Files.exists(key)) {
            TlsKeyPair kept = new TlsFiles(certificate, key).read();
            if (serves(kept.certificate(), names, now)) {
                return kept;
            }
        }
        TlsKeyPair made = generator.generate(names, now);
        // A pair of which only one half was written is not usable: without a certificate it is made again.
        Files.deleteIfExists(certificate);
        PrivateFiles.write(key, PemFile.block("PRIVATE KEY", made.key().getEncoded()));
        PrivateFiles.write(certificate, certificate(made));
        LOG.atInfo().addKeyValue("certificate", certificate).log("a self-signed certificate was made");
        return made;
    }

    /** Returns the certificate in PEM. */
    public static String certificate(TlsKeyPair pair) throws IOException {
        try {
            return PemFile.block("CERTIFICATE", pair.certificate().getEncoded());
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException("a certificate that was just made cannot be encoded", e);
        }
    }

    private static boolean serves(X509Certificate certificate, List<String> names, Instant now) throws IOException {
        Set<String> served = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> served.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            throw new IOException(CERTIFICATE + " has names that cannot be read; remove it", e);
        }
        return served.containsAll(names)
                && certificate.getNotAfter().toInstant().isAfter(now.plus(REST_MIN));
    }
}
