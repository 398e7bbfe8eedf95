// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.AuthSettings;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.s3.WireScene;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signed requests to S3 with random changes: each is refused, or means the same operation with the same input. The
 * system property {@code mutations} sets the number of changed requests.
 */
final class MutatedSignedRequestTest {
    private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String DAY = "20261122";
    private static final String TIME = DAY + "T010203Z";
    private static final String SCOPE = DAY + "/us-east-1/s3/aws4_request";
    private static final String ALPHABET = "abkpPZ019/%+&=;:, -_.~\u0000\u00e9?#\"";
    private static final int SEEDS = 40;
    private static final int MUTATIONS = Integer.getInteger("mutations", 10_000);

    /** What a signature of version 2 does not cover, as in AWS: the parameters that choose among results. */
    private static final Set<String> LISTINGS = Set.of("ListObjects", "ListObjectsV2", "ListMultipartUploads");

    private static final List<String> NAMES = List.of(
            "policy",
            "acl",
            "tagging",
            "uploads",
            "uploadId=u",
            "partNumber=1",
            "versionId=null",
            "publicAccessBlock",
            "response-content-type=text/html",
            "attributes",
            "delete",
            "X-Amz-Expires=1",
            "x-amz-acl=public-read",
            "x-amz-copy-source=/b/other",
            "X-Amz-Meta-A=other",
            "x-amz-meta-b=1",
            "If-None-Match=*",
            "if-match=other",
            "list-type=2",
            "versions",
            "x-id=GetObject");

    private static final List<String> TARGETS = List.of(
            "GET /b/key",
            "GET /b/key?response-content-type=text%2Fplain&versionId=null",
            "HEAD /b/a%20b%2Bc",
            "PUT /b/key",
            "DELETE /b/key?tagging",
            "PUT /b",
            "DELETE /b?policy",
            "DELETE /b/key",
            "DELETE /b",
            "POST /b/key?uploads",
            "PUT /b/key?partNumber=3&uploadId=0123",
            "GET /b?location",
            "GET /b?list-type=2&prefix=a%2Fb",
            "DELETE /b/key?uploadId=0123",
            "PUT /b/key?x-amz-copy-source=%2Fb%2Fother&x-amz-metadata-directive=REPLACE",
            "PUT /b/key?x-amz-meta-c=value&x-amz-storage-class=STANDARD_IA",
            "PUT /b/key?If-None-Match=%2A&x-amz-acl=private",
            "GET /b/key?If-Match=etag&x-amz-expected-bucket-owner=111122223333");

    private static final RequestBody BODY = RequestBody.of(new byte[0]);

    @TempDir
    static Path folder;

    private static WireScene scene;
    private static RequestAuthenticator authenticator;

    @BeforeAll
    static void open() {
        scene = new WireScene(folder);
        Credential credential = new Credential(
                KEY_ID,
                new SecretKey(SECRET),
                true,
                new Principal.IamUser(WireScene.OWNER, Arn.iam(WireScene.OWNER, "user/bob"), "AIDAEXAMPLE", "bob"));
        Random random = new Random(7);
        authenticator = new RequestAuthenticator(
                new AuthSettings(true, "us-east-1", true, true),
                id -> id.equals(KEY_ID) ? Optional.of(credential) : Optional.empty(),
                new SessionTokens(
                        new KeyRing(new byte[32]),
                        Clock.fixed(WireScene.NOW, ZoneOffset.UTC),
                        new UniqueIds(random),
                        random));
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChangedRequestMeansTheSameOrIsRefused(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int round = 0; round < MUTATIONS / SEEDS; round++) {
            String target = TARGETS.get(random.nextInt(TARGETS.size()));
            Signature signature = Signature.values()[random.nextInt(Signature.values().length)];
            ApiRequest valid = signature.sign(target, random.nextBoolean());
            ApiRequest changed = mutate(valid, random);
            WireScene.Decoded original = scene.decode(valid, authenticator);
            assertThat(original.signed()).as("%s %s", signature, target).isTrue();
            WireScene.Decoded decoded;
            try {
                decoded = scene.decode(changed, authenticator);
            } catch (AwsException e) {
                continue;
            }
            boolean uncovered = signature.versionTwo() && LISTINGS.contains(original.operation());
            if (decoded.signed() && !(uncovered && LISTINGS.contains(decoded.operation()))) {
                accepted++;
                assertThat(decoded)
                        .as("%s %s: %s", signature, target, describe(changed))
                        .isEqualTo(original);
            }
        }
        // Changes without a meaning, such as an escape of an unreserved character, are among them.
        assertThat(accepted).isPositive();
    }

    private static ApiRequest request(String method, String path, String query, HttpHeaders headers) {
        return new ApiRequest(method, path, query, headers, BODY, "192.0.2.1", true, WireScene.NOW);
    }

    private static ApiRequest mutate(ApiRequest request, SplittableRandom random) {
        String method = request.method();
        String path = request.rawPath();
        String query = request.rawQuery();
        HttpHeaders headers = new HttpHeaders();
        int kind = random.nextInt(12);
        switch (kind) {
            case 0 -> method = List.of("GET", "PUT", "POST", "DELETE", "HEAD").get(random.nextInt(5));
            case 1 -> path = "/" + changed(path.substring(1), random);
            case 2, 3 -> query = changed(query, random);
            case 4, 5 -> query = joined(query, escaped(NAMES.get(random.nextInt(NAMES.size())), random), random);
            case 6 -> path = "/" + escaped(path.substring(1), random);
            case 7 -> query = escaped(query, random);
            case 8 -> query = moved(request, query, random);
            default -> {}
        }
        for (int i = 0; i < request.headers().size(); i++) {
            String name = request.headers().name(i);
            String value = request.headers().value(i);
            if (kind >= 9 && random.nextInt(request.headers().size()) == 0) {
                switch (random.nextInt(4)) {
                    case 0 -> headers.add(name, changed(value, random));
                    case 1 -> value = changed(value, random);
                    case 2 -> headers.add("x-amz-copy-source", "/b/other");
                    default -> name = name + (random.nextBoolean() ? "" : "-x");
                }
            }
            headers.add(name, value);
        }
        return request(method, path, query, headers);
    }

    private static String changed(String text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        int to = Math.min(text.length(), at + random.nextInt(2));
        return text.substring(0, at) + (random.nextInt(4) == 0 ? "" : c) + text.substring(to);
    }

    private static String joined(String query, String parameter, SplittableRandom random) {
        if (query.isEmpty()) {
            return parameter;
        }
        return random.nextBoolean() ? query + '&' + parameter : parameter + '&' + query;
    }

    /** A copy of a header as a parameter. */
    private static String moved(ApiRequest request, String query, SplittableRandom random) {
        int i = random.nextInt(request.headers().size());
        return joined(
                query,
                request.headers().name(i) + "=" + percent(request.headers().value(i)),
                random);
    }

    private static String escaped(String text, SplittableRandom random) {
        int at = text.isEmpty() ? -1 : random.nextInt(text.length());
        return at < 0 || text.charAt(at) == '%' || (at > 0 && text.charAt(at - 1) == '%') || random.nextInt(3) == 0
                ? text
                : text.substring(0, at) + String.format("%%%02X", (int) text.charAt(at)) + text.substring(at + 1);
    }

    private static String describe(ApiRequest request) {
        StringBuilder out = new StringBuilder(request.method() + " " + request.rawPath() + "?" + request.rawQuery());
        for (int i = 0; i < request.headers().size(); i++) {
            out.append(" [")
                    .append(request.headers().name(i))
                    .append(": ")
                    .append(request.headers().value(i))
                    .append(']');
        }
        return out.toString();
    }

    private enum Signature {
        V4_HEADER,
        V4_LINK,
        V2_HEADER,
        V2_LINK;

        boolean versionTwo() {
            return this == V2_HEADER || this == V2_LINK;
        }

        ApiRequest sign(String target, boolean metadata) throws GeneralSecurityException {
            String method = target.substring(0, target.indexOf(' '));
            String[] parts = target.substring(target.indexOf(' ') + 1).split("\\?", 2);
            String query = parts.length == 1 ? "" : parts[1];
            HttpHeaders headers = new HttpHeaders().add("Host", "h");
            if (metadata) {
                headers.add("x-amz-meta-a", "value").add("x-amz-tagging", "a=b");
            }
            return switch (this) {
                case V4_HEADER -> v4Header(method, parts[0], query, headers);
                case V4_LINK -> v4Link(method, parts[0], query, headers);
                case V2_HEADER -> v2Header(method, parts[0], query, headers);
                case V2_LINK -> v2Link(method, parts[0], query, headers);
            };
        }
    }

    private static ApiRequest v4Header(String method, String path, String query, HttpHeaders headers)
            throws GeneralSecurityException {
        headers.add("x-amz-content-sha256", "UNSIGNED-PAYLOAD").add("x-amz-date", TIME);
        String signed = signedNames(headers);
        headers.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + KEY_ID + "/" + SCOPE + ", SignedHeaders=" + signed + ", Signature="
                        + v4(method, path, query, headers));
        return request(method, path, query, headers);
    }

    private static ApiRequest v4Link(String method, String path, String query, HttpHeaders headers)
            throws GeneralSecurityException {
        String link = (query.isEmpty() ? "" : query + "&") + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + percent(KEY_ID + "/" + SCOPE) + "&X-Amz-Date=" + TIME + "&X-Amz-Expires=600&X-Amz-SignedHeaders="
                + percent(signedNames(headers));
        return request(method, path, link + "&X-Amz-Signature=" + v4(method, path, link, headers), headers);
    }

    private static String v4(String method, String path, String query, HttpHeaders headers)
            throws GeneralSecurityException {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            parameters.put(parameter.contains("=") ? parameter : parameter + "=", "");
        }
        StringBuilder canonical =
                new StringBuilder(method + "\n" + path + "\n" + String.join("&", parameters.keySet()) + "\n");
        sorted(headers)
                .forEach((name, value) ->
                        canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(signedNames(headers)).append("\nUNSIGNED-PAYLOAD");
        String toSign = "AWS4-HMAC-SHA256\n" + TIME + "\n" + SCOPE + "\n"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : SCOPE.split("/", -1)) {
            key = hmac("HmacSHA256", key, part);
        }
        return HexFormat.of().formatHex(hmac("HmacSHA256", key, toSign));
    }

    private static Map<String, String> sorted(HttpHeaders headers) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.name(i).equals("Authorization")) {
                sorted.put(headers.name(i).toLowerCase(java.util.Locale.ROOT), headers.value(i));
            }
        }
        return sorted;
    }

    private static String signedNames(HttpHeaders headers) {
        return String.join(";", sorted(headers).keySet());
    }

    private static ApiRequest v2Header(String method, String path, String query, HttpHeaders headers)
            throws GeneralSecurityException {
        headers.add("x-amz-date", "Sun, 22 Nov 2026 01:02:03 +0000");
        headers.add("Authorization", "AWS " + KEY_ID + ":" + v2(method, path, query, headers, ""));
        return request(method, path, query, headers);
    }

    private static ApiRequest v2Link(String method, String path, String query, HttpHeaders headers)
            throws GeneralSecurityException {
        String expires = Long.toString(WireScene.NOW.getEpochSecond() + 600);
        String link = (query.isEmpty() ? "" : query + "&") + "AWSAccessKeyId=" + KEY_ID + "&Expires=" + expires
                + "&Signature=" + percent(v2(method, path, query, headers, expires));
        return request(method, path, link, headers);
    }

    private static String v2(String method, String path, String query, HttpHeaders headers, String date)
            throws GeneralSecurityException {
        StringBuilder toSign = new StringBuilder(method + "\n\n\n" + date + "\n");
        Map<String, String> signed = sorted(headers);
        for (String parameter : query.split("&", -1)) {
            // A link has headers in its query too; in a request that is signed in its header they mean nothing.
            if (!date.isEmpty() && parameter.startsWith("x-amz-")) {
                int equals = parameter.indexOf('=');
                signed.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        signed.forEach((name, value) -> {
            if (name.startsWith("x-amz-")) {
                toSign.append(name).append(':').append(value).append('\n');
            }
        });
        List<String> resources = new ArrayList<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            if (parameter.startsWith("x-amz-") || parameter.startsWith("If-")) {
                continue;
            }
            if (!parameter.startsWith("list-type") && !parameter.startsWith("prefix")) {
                resources.add(parameter.replace("%2F", "/"));
            }
        }
        resources.sort(null);
        toSign.append(path).append(resources.isEmpty() ? "" : "?" + String.join("&", resources));
        return Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", SECRET.getBytes(StandardCharsets.UTF_8), toSign.toString()));
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
