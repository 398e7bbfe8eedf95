// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads X.509 certificates in PEM. */
public final class Certificates {
    private static final int COUNT_MAX = 10;

    private Certificates() {}

    /** Returns the certificate; empty when the text is no certificate in PEM. */
    public static Optional<X509Certificate> one(String pem) {
        List<X509Certificate> found = all(pem);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns the certificates of a chain in their order; empty when the text is none. */
    public static List<X509Certificate> all(String pem) {
        if (!pem.strip().startsWith("-----BEGIN CERTIFICATE-----")) {
            return List.of();
        }
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))) {
                found.add((X509Certificate) certificate);
            }
            return found.size() > COUNT_MAX ? List.of() : found;
        } catch (CertificateException e) {
            // The caller refuses what is no certificate.
            return List.of();
        }
    }
}
