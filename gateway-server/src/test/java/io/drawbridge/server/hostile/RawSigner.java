// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests to S3 without a client that would change them, and sends them as they are. */
final class RawSigner {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final String accessKeyId;
    private final String secret;

    RawSigner(RootCredentials credentials) {
        this(credentials.accessKeyId(), credentials.secretAccessKey());
    }

    RawSigner(String accessKeyId, String secret) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns a request without a body, signed with version 4.
     *
     * @param more further header lines, each with its end
     */
    String versionFour(String method, String host, String path, String more) {
        return versionFour(method, host, path, "", more);
    }

    /** @param query empty, or a question mark and parameters in canonical form */
    String versionFour(String method, String host, String path, String query, String more) {
        String time = BASIC.format(Instant.now());
        String names = "host;x-amz-content-sha256;x-amz-date";
        String canonical = method + "\n" + path + "\n" + (query.isEmpty() ? "" : query.substring(1)) + "\nhost:" + host
                + "\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:" + time + "\n\n" + names + "\nUNSIGNED-PAYLOAD";
        String scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String element : scope.split("/", -1)) {
            key = hmac("HmacSHA256", key, element);
        }
        String signature = HexFormat.of()
                .formatHex(
                        hmac("HmacSHA256", key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical)));
        return request(
                method,
                host,
                path + query,
                "x-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: " + time + "\r\n" + more
                        + "Authorization: AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope + ", SignedHeaders="
                        + names + ", Signature=" + signature + "\r\n");
    }

    /**
     * Returns a request without a body, signed with version 2.
     *
     * @param resource what is signed: bucket and key
     */
    String versionTwo(String method, String host, String path, String resource) {
        String date = HTTP_DATE.format(Instant.now());
        return request(
                method,
                host,
                path,
                "Date: " + date + "\r\nAuthorization: AWS " + accessKeyId + ":"
                        + sha1(method + "\n\n\n" + date + "\n" + resource) + "\r\n");
    }

    /** Returns the base64 of the HMAC-SHA1 that version 2 uses. */
    String sha1(String text) {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret.getBytes(StandardCharsets.UTF_8), text));
    }

    String accessKeyId() {
        return accessKeyId;
    }

    static String request(String method, String host, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: 0\r\n"
                + headers + "\r\n";
    }

    /** Sends a request and returns all that comes back. */
    static String send(URI endpoint, String request) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
