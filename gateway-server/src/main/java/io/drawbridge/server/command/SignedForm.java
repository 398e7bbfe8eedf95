// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.crypto.HmacSha256;
import io.drawbridge.core.crypto.Sha256;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call of an action of IAM, signed with version 4.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">SigV4</a>
 */
final class SignedForm {
    private static final String SCOPE_END = "/us-east-1/iam/aws4_request";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private SignedForm() {}

    /** The credentials of the signer. */
    record Signer(
            String accessKeyId, String secret, @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "Signer[" + accessKeyId + "]";
        }
    }

    static HttpRequest post(URI endpoint, Map<String, String> parameters, Signer signer, Instant now) {
        String form = parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        String time = TIME.format(now);
        String token = signer.sessionToken;
        String signedHeaders = "host;x-amz-date" + (token == null ? "" : ";x-amz-security-token");
        String host = endpoint.getRawAuthority();
        String canonical = "POST\n/\n\nhost:" + host + "\nx-amz-date:" + time + "\n"
                + (token == null ? "" : "x-amz-security-token:" + token + "\n") + "\n" + signedHeaders + "\n"
                + sha256(form);
        String scope = time.substring(0, 8) + SCOPE_END;
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
        byte[] key = ("AWS4" + signer.secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = new HmacSha256(key).of(part.getBytes(StandardCharsets.UTF_8));
        }
        String signature = HEX.formatHex(new HmacSha256(key).of(toSign.getBytes(StandardCharsets.UTF_8)));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Amz-Date", time)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + signer.accessKeyId + "/" + scope + ", SignedHeaders="
                                + signedHeaders + ", Signature=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (token != null) {
            request.header("X-Amz-Security-Token", token);
        }
        return request.build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String sha256(String text) {
        return HEX.formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
