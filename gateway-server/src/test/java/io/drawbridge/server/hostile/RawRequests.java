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
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as bytes, signed with version 4 by a signer of the tests' own, and sent on sockets. */
final class RawRequests {
    private static final DateTimeFormatter AMZ_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint;

    RawRequests(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** A request before it is sent: fields stand between the first line and the body, which may never be sent. */
    record Raw(String firstLine, List<String> fields, String body) {
        String head() {
            return firstLine + " HTTP/1.1\r\nHost: h\r\n" + String.join("\r\n", fields)
                    + (fields.isEmpty() ? "" : "\r\n") + "\r\n";
        }

        Raw with(String... more) {
            List<String> all = new java.util.ArrayList<>(fields);
            all.addAll(List.of(more));
            return new Raw(firstLine, all, body);
        }
    }

    static Raw unsigned(String firstLine, String body, String... fields) {
        return new Raw(firstLine, List.of(fields), body).with("Content-Length: " + body.length());
    }

    static Raw signed(RootCredentials signer, String service, String method, String path, String query, String body) {
        String time = AMZ_TIME.format(Instant.now());
        boolean s3 = service.equals("s3");
        String hash = sha256(body);
        String names = s3 ? "host;x-amz-content-sha256;x-amz-date" : "host;x-amz-date";
        String canonical =
                method + "\n" + path + "\n" + query + "\nhost:h\n" + (s3 ? "x-amz-content-sha256:" + hash + "\n" : "")
                        + "x-amz-date:" + time + "\n\n" + names + "\n" + hash;
        String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        byte[] key = ("AWS4" + signer.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of()
                .formatHex(hmac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical)));
        String target = query.isEmpty()
                ? path
                : path + "?" + (query.endsWith("=") ? query.substring(0, query.length() - 1) : query);
        Raw raw = unsigned(
                method + " " + target,
                body,
                "X-Amz-Date: " + time,
                "Authorization: AWS4-HMAC-SHA256 Credential=" + signer.accessKeyId() + "/" + scope + ", SignedHeaders="
                        + names + ", Signature=" + signature);
        return s3 ? raw.with("x-amz-content-sha256: " + hash) : raw;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends a whole request on a connection of its own, and returns everything up to the end. */
    String send(Raw request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request.with("Connection: close").head() + request.body());
            return rest(socket);
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads one response, by its length. */
    static String response(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                return head.toString();
            }
            head.append((char) c);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
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
}
