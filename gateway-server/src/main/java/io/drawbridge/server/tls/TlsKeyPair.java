// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that clients get: first the key's own, then each issuer's in turn.
 *
 * @param chain at least one certificate, whose public key belongs to the private key
 */
public record TlsKeyPair(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] PROBE = {1, 2, 3, 4};

    public TlsKeyPair {
        chain = List.copyOf(chain);
        if (chain.isEmpty() || chain.size() > TlsLimits.CHAIN_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "certificates: " + chain.size() + " (expected: 1 to " + TlsLimits.CHAIN_LENGTH_MAX + ")");
        }
        if (!belongs(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException("the private key does not belong to the first certificate");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey publicKey) {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A key of another kind, or one that this JDK cannot use.
            return false;
        }
    }

    /** Returns the certificate that clients check. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Prints no key. */
    @Override
    public String toString() {
        return "TlsKeyPair[" + certificate().getSubjectX500Principal() + "]";
    }
}
