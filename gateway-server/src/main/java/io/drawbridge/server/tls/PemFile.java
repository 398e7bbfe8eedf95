// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import io.drawbridge.server.data.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file in PEM: certificates, or a private key as PKCS#8, PKCS#1 (RSA) or SEC 1 (EC). No message contains the key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFile {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private record Block(String label, String text) {}

    private final Path path;
    private final String text;

    private PemFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** @throws IOException when the file is missing or too long; the message is for the operator */
    static PemFile read(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(path + " is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(TlsLimits.FILE_LENGTH_MAX + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " is missing", e);
        }
        if (bytes.length > TlsLimits.FILE_LENGTH_MAX) {
            throw new IOException(path + " has more than " + TlsLimits.FILE_LENGTH_MAX + " bytes");
        }
        return new PemFile(path, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    String text() {
        return text;
    }

    /** Returns the certificates in their order. */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label.equals(CERTIFICATE)) {
                certificates.add(certificate(decoded(block)));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(path + " has no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private X509Certificate certificate(byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(path + " has a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the first private key.
     *
     * @param certificate says of which kind the key is
     * @throws IOException when there is none, it is encrypted, or other users may read the file
     */
    PrivateKey privateKey(X509Certificate certificate) throws IOException {
        if (PrivateFiles.openToStrangers(path)) {
            throw new IOException(
                    "others may read the private key " + path + "; take that away with: chmod 600 " + path);
        }
        for (Block block : blocks()) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(decoded(block), certificate);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    if (block.text.contains("ENCRYPTED")) {
                        throw encrypted();
                    }
                    return key(pkcs8(decoded(block), certificate), certificate);
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                default -> {
                    // Parameters of a curve, certificates.
                }
            }
        }
        throw new IOException(path + " has no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private IOException encrypted() {
        return new IOException("the private key " + path
                + " is encrypted, and the server has no passphrase for it; decrypt it with: openssl pkey -in " + path
                + " -out FILE");
    }

    private PrivateKey key(byte[] pkcs8, X509Certificate certificate) throws IOException {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            // The cause could print parts of the key.
            throw new IOException("the private key " + path + " cannot be read, or is no " + algorithm
                    + " key as the certificate needs it");
        }
    }

    /**
     * Puts a key of PKCS#1 or SEC 1 into PKCS#8: version, the algorithm, which the certificate names too, and the
     * key.
     */
    private static byte[] pkcs8(byte[] key, X509Certificate certificate) {
        byte[] publicKey = certificate.getPublicKey().getEncoded();
        int algorithm = headLength(publicKey, 0);
        int end = algorithm + headLength(publicKey, algorithm) + contentLength(publicKey, algorithm);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_0);
        content.write(publicKey, algorithm, end - algorithm);
        content.writeBytes(element(OCTET_STRING, key));
        return element(SEQUENCE, content.toByteArray());
    }

    /** The bytes of tag and length of an element of DER. */
    private static int headLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(byte tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >>> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, labelEnd);
            if (end < 0) {
                throw new IOException(path + " ends within a block of PEM");
            }
            blocks.add(new Block(label, text.substring(labelEnd + DASHES.length(), end)));
            at = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    private byte[] decoded(Block block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.text);
        } catch (IllegalArgumentException e) {
            // The cause would print characters of the key.
            throw new IOException(path + " has a block that is not base64");
        }
    }

    /** Returns a block of PEM. */
    static String block(String label, byte[] der) {
        return BEGIN + label + DASHES + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n" + END + label + DASHES
                + "\n";
    }
}
