// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An RSA public key in the forms that IAM takes and gives.
 *
 * @param modulus of the key
 * @param exponent of the key
 */
record SshKey(BigInteger modulus, BigInteger exponent) {
    private static final String NAME = "ssh-rsa";
    private static final int BITS_MIN = 2_048;
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    /**
     * Reads a key in the form of OpenSSH or in PEM.
     *
     * @throws AwsException UnrecognizedPublicKeyEncoding or InvalidPublicKey
     */
    static SshKey parse(String body) {
        String text = body.strip();
        SshKey key;
        try {
            if (text.startsWith(NAME + " ")) {
                key = fromWire(Base64.getDecoder().decode(text.split("\\s+", -1)[1]));
            } else if (text.startsWith(PEM_BEGIN) && text.endsWith(PEM_END)) {
                key = fromDer(Base64.getMimeDecoder()
                        .decode(text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length())));
            } else {
                throw new AwsException(
                        IamError.UNRECOGNIZED_PUBLIC_KEY_ENCODING,
                        "The public key encoding is unknown or unrecognized.");
            }
        } catch (IllegalArgumentException | BufferUnderflowException | GeneralSecurityException e) {
            // The client learns that the key is invalid, which is all that the cause says.
            throw invalid();
        }
        if (key.modulus.bitLength() < BITS_MIN) {
            throw new AwsException(IamError.INVALID_PUBLIC_KEY, "The public key is shorter than 2048 bits.");
        }
        return key;
    }

    private static AwsException invalid() {
        return new AwsException(IamError.INVALID_PUBLIC_KEY, "The public key is malformed or invalid.");
    }

    private static SshKey fromDer(byte[] der) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        if (!(key instanceof RSAPublicKey rsa)) {
            throw invalid();
        }
        return new SshKey(rsa.getModulus(), rsa.getPublicExponent());
    }

    private static SshKey fromWire(byte[] wire) {
        ByteBuffer in = ByteBuffer.wrap(wire);
        if (!new String(field(in), StandardCharsets.US_ASCII).equals(NAME)) {
            throw invalid();
        }
        BigInteger exponent = new BigInteger(field(in));
        BigInteger modulus = new BigInteger(field(in));
        if (in.hasRemaining() || exponent.signum() <= 0 || modulus.signum() <= 0) {
            throw invalid();
        }
        return new SshKey(modulus, exponent);
    }

    private static byte[] field(ByteBuffer in) {
        int length = in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw invalid();
        }
        byte[] field = new byte[length];
        in.get(field);
        return field;
    }

    private byte[] wire() {
        byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        byte[] e = exponent.toByteArray();
        byte[] n = modulus.toByteArray();
        return ByteBuffer.allocate(12 + name.length + e.length + n.length)
                .putInt(name.length)
                .put(name)
                .putInt(e.length)
                .put(e)
                .putInt(n.length)
                .put(n)
                .array();
    }

    /** Returns the key in the form of OpenSSH. */
    String ssh() {
        return NAME + " " + Base64.getEncoder().encodeToString(wire());
    }

    /** Returns the key in PEM. */
    String pem() {
        try {
            byte[] der = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                    .getEncoded();
            return PEM_BEGIN + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n" + PEM_END;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is missing from this Java runtime", e);
        }
    }

    /** Returns the MD5 of the key in the form of OpenSSH, as IAM shows it: hexadecimal pairs between colons. */
    @SuppressWarnings("WeakMessageDigest") // AWS: the fingerprint is an MD5; it protects nothing
    String fingerprint() {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(wire());
            return HexFormat.ofDelimiter(":").formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("MD5 is missing from this Java runtime", e);
        }
    }
}
