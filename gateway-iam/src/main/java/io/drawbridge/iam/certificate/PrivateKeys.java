// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Reads private keys in PEM and compares them with certificates. */
final class PrivateKeys {
    private static final byte[] PROBE = "a text to sign".getBytes(StandardCharsets.US_ASCII);

    private PrivateKeys() {}

    /**
     * Returns the key in PKCS #8, or in the older form of RSA keys.
     *
     * @param algorithm of the certificate's public key
     * @throws AwsException MalformedCertificate
     */
    static PrivateKey parse(String pem, String algorithm) {
        String text = pem.strip();
        try {
            if (text.startsWith("-----BEGIN PRIVATE KEY-----")) {
                return key(der(text, "PRIVATE KEY"), algorithm);
            }
            if (text.startsWith("-----BEGIN RSA PRIVATE KEY-----") && algorithm.equals("RSA")) {
                return key(pkcs8(der(text, "RSA PRIVATE KEY")), algorithm);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The client learns that the key is invalid, which is all that the cause says.
            throw invalid();
        }
        throw invalid();
    }

    private static AwsException invalid() {
        return new AwsException(IamError.MALFORMED_CERTIFICATE, "Unable to parse private key.");
    }

    private static byte[] der(String text, String type) {
        String end = "-----END " + type + "-----";
        if (!text.endsWith(end)) {
            throw invalid();
        }
        String begin = "-----BEGIN " + type + "-----";
        return Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
    }

    private static PrivateKey key(byte[] pkcs8, String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Returns an RSA key of PKCS #1 in the frame of PKCS #8: version, algorithm, key. */
    private static byte[] pkcs8(byte[] pkcs1) {
        byte[] head = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
        return sequence(0x30, concat(head, sequence(0x04, pkcs1)));
    }

    private static byte[] sequence(int tag, byte[] content) {
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : content.length < 0x100
                        ? new byte[] {(byte) 0x81, (byte) content.length}
                        : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concat(concat(new byte[] {(byte) tag}, length), content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** Returns whether the public key verifies what the private key signs. */
    static boolean match(PrivateKey secret, PublicKey open) {
        String algorithm =
                switch (open.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> open.getAlgorithm();
                };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(secret);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(open);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Keys of different kinds do not match.
            return false;
        }
    }
}
