// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A plain version 4 signer for canonical targets, written from the manual, independent of the code under test. */
final class TestSigner {
    String keyId = TestAuth.KEY_ID;
    String secret = TestAuth.SECRET;
    String region = "eu-west-1";
    String service = "s3";
    String terminator = "aws4_request";
    String timestamp = "20261122T103000Z";
    String scopeDate = "20261122";
    String method = "GET";
    String path = "/bucket/key";
    Map<String, String> query = new TreeMap<>();
    Map<String, String> headers = new TreeMap<>(Map.of("host", "localhost:8773"));
    Map<String, String> unsignedHeaders = new TreeMap<>();
    byte[] body = new byte[0];
    Instant receivedAt = TestAuth.NOW;

    String signature = "";

    String scope() {
        return scopeDate + "/" + region + "/" + service + "/" + terminator;
    }

    /** Signs in the Authorization header. */
    ApiRequest header() {
        headers.put("x-amz-date", timestamp);
        String payloadHash = hex(sha256(body));
        if (service.equals("s3")) {
            headers.putIfAbsent("x-amz-content-sha256", payloadHash);
            payloadHash = headers.get("x-amz-content-sha256");
        }
        signature = sign(payloadHash);
        HttpHeaders all = wire();
        all.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + keyId + "/" + scope() + ", SignedHeaders="
                        + String.join(";", headers.keySet()) + ", Signature=" + signature);
        return request(all, queryText());
    }

    /** Signs in the query. */
    ApiRequest presigned(String expires) {
        query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        query.put("X-Amz-Credential", (keyId + "/" + scope()).replace("/", "%2F"));
        query.put("X-Amz-Date", timestamp);
        query.put("X-Amz-Expires", expires);
        query.put("X-Amz-SignedHeaders", String.join("%3B", headers.keySet()));
        signature = sign(service.equals("s3") ? "UNSIGNED-PAYLOAD" : hex(sha256(body)));
        return request(wire(), queryText() + "&X-Amz-Signature=" + signature);
    }

    private HttpHeaders wire() {
        HttpHeaders all = new HttpHeaders();
        headers.forEach(all::add);
        unsignedHeaders.forEach(all::add);
        return all;
    }

    private ApiRequest request(HttpHeaders all, String queryText) {
        return TestAuth.request(method, queryText.isEmpty() ? path : path + "?" + queryText, all, body, receivedAt);
    }

    private String queryText() {
        StringBuilder out = new StringBuilder();
        query.forEach((k, v) ->
                out.append(out.length() == 0 ? "" : "&").append(k).append('=').append(v));
        return out.toString();
    }

    private String sign(String payloadHash) {
        StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n" + queryText() + "\n");
        headers.forEach((k, v) -> canonical.append(k).append(':').append(v).append('\n'));
        canonical
                .append('\n')
                .append(String.join(";", headers.keySet()))
                .append('\n')
                .append(payloadHash);
        return hmacHex("AWS4-HMAC-SHA256\n" + timestamp + "\n" + scope() + "\n"
                + hex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8))));
    }

    String hmacHex(String stringToSign) {
        byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scopeDate);
        key = hmac(hmac(hmac(key, region), service), terminator);
        return hex(hmac(key, stringToSign));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
