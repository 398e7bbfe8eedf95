// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A signature covers the operation that runs and the parameters that it gets, whoever sends it again and however changed. */
final class SignedParametersTest {
    private static final String ACCOUNT = "111122223333";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private static Drawbridge drawbridge;
    private static RootCredentials root;

    @BeforeAll
    static void start() throws Exception {
        drawbridge = Drawbridge.builder()
                .memory()
                .account(ACCOUNT)
                .failedAuthenticationsPerMinute(0)
                .start();
        root = drawbridge.rootCredentials(ACCOUNT);
        assertThat(send(versionTwo("PUT", "/bkt", "/bkt"))).startsWith("HTTP/1.1 200");
        assertThat(send(versionTwo("PUT", "/bkt/key", "/bkt/key"))).startsWith("HTTP/1.1 200");
    }

    @AfterAll
    static void stop() {
        drawbridge.close();
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

    private static String sha1(String text) {
        return Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", root.secretAccessKey().getBytes(StandardCharsets.UTF_8), text));
    }

    /** A request with a version 2 signature in its header. */
    private static String versionTwo(String method, String signedResource, String sentTarget) {
        String date = HTTP_DATE.format(Instant.now());
        String signature = sha1(method + "\n\n\n" + date + "\n" + signedResource);
        return method + " " + sentTarget + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\nDate: "
                + date + "\r\nAuthorization: AWS " + root.accessKeyId() + ":" + signature + "\r\n\r\n";
    }

    private static String send(String request) throws IOException {
        try (Socket socket = new Socket(
                drawbridge.endpoint().getHost(), drawbridge.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Every sub-resource and every member of an input that stands in the query, but those that choose among results. */
    static Stream<String> decidingParameters() throws IOException {
        String model = Files.readString(Path.of("../gateway-s3/src/main/model/s3.model"));
        Set<String> names = new TreeSet<>();
        Matcher found =
                Pattern.compile("in=querystring name=(\\S+)|\\?([a-zA-Z-]+)").matcher(model);
        while (found.find()) {
            names.add(found.group(1) == null ? found.group(2) : found.group(1));
        }
        names.removeAll(Set.of(
                "bucket-region",
                "continuation-token",
                "delimiter",
                "encoding-type",
                "fetch-owner",
                "key-marker",
                "list-type",
                "marker",
                "max-buckets",
                "max-keys",
                "max-parts",
                "max-uploads",
                "part-number-marker",
                "prefix",
                "start-after",
                "upload-id-marker",
                "version-id-marker"));
        // What the model has for SDKs only, and S3 does not read.
        names.remove("x-id");
        assertThat(names).hasSizeGreaterThan(50).contains("policy", "publicAccessBlock", "uploadId", "attributes");
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("decidingParameters")
    void aVersionTwoSignatureCoversNoParameterThatItDoesNotName(String name) throws IOException {
        String escaped = "%" + HexFormat.of().formatHex(new byte[] {(byte) name.charAt(0)}) + name.substring(1);
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            for (String path : new String[] {"/bkt", "/bkt/key"}) {
                for (String query : new String[] {name, escaped, name + "=1", escaped + "=1", "a&" + escaped}) {
                    assertThat(send(versionTwo(method, path, path + "?" + query)))
                            .as("%s %s?%s", method, path, query)
                            .containsAnyOf("<Code>SignatureDoesNotMatch</Code>", "<Code>MethodNotAllowed</Code>")
                            .doesNotStartWith("HTTP/1.1 2");
                }
            }
        }
    }

    @Test
    void anEscapedNameDoesNotTakeTheValueOfASignedOne() throws IOException {
        assertThat(send(versionTwo("GET", "/bkt/key?versionId=null", "/bkt/key?versionId=null")))
                .startsWith("HTTP/1.1 200");
        assertThat(send(versionTwo("GET", "/bkt/key?versionId=null", "/bkt/key?%76ersionId=other&versionId=null")))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void anUnescapedValueIsNoFurtherSubResource() throws IOException {
        String signed = "/bkt/key?response-content-type=a&tagging";
        assertThat(send(versionTwo("GET", signed, "/bkt/key?response-content-type=a%26tagging")))
                .startsWith("HTTP/1.1 403");
        assertThat(send(versionTwo(
                        "GET", "/bkt/key?response-content-type=a&b", "/bkt/key?response-content-type=a%26b")))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: a&b");
    }

    @Test
    void whatVersionTwoNeverSignsStillChoosesAmongResults() throws IOException {
        assertThat(send(versionTwo("GET", "/bkt", "/bkt?prefix=k&max-keys=10"))).contains("<Key>key</Key>");
        assertThat(send(versionTwo("GET", "/bkt?policy", "/bkt?policy"))).contains("NoSuchBucketPolicy");
    }

    // ---- version 2 of Query

    private static String queryVersionTwo(String method, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("AWSAccessKeyId", root.accessKeyId());
        all.put("SignatureMethod", "HmacSHA256");
        all.put("SignatureVersion", "2");
        all.put("Timestamp", Instant.now().toString());
        String canonical = form(all);
        byte[] signature = hmac(
                "HmacSHA256", root.secretAccessKey().getBytes(StandardCharsets.UTF_8), method + "\nh\n/\n" + canonical);
        return canonical + "&Signature=" + encoded(Base64.getEncoder().encodeToString(signature));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String post(String target, String body) {
        return "POST " + target
                + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void aSignedParameterThatIsMovedIntoTheQueryIsNotDropped() throws IOException {
        String boundary = "PermissionsBoundary=" + encoded("arn:aws:iam::aws:policy/ReadOnlyAccess");
        String signed = queryVersionTwo(
                "POST",
                Map.of(
                        "Action",
                        "CreateUser",
                        "Version",
                        "2010-05-08",
                        "UserName",
                        "moved",
                        "PermissionsBoundary",
                        "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assertThat(signed).contains(boundary);
        String rest = signed.replace(boundary + "&", "");
        assertThat(send(post("/?" + boundary, rest)))
                .startsWith("HTTP/1.1 404")
                .contains("<Code>MalformedQueryString</Code>");
        assertThat(send(post("/", signed))).startsWith("HTTP/1.1 200").contains("PermissionsBoundaryArn");
    }

    @Test
    void aGetWithABodyIsRefused() throws IOException {
        String signed = queryVersionTwo("GET", Map.of("Action", "ListUsers", "Version", "2010-05-08"));
        assertThat(send("GET /?" + signed
                        + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 16\r\n\r\nAction=ListRoles"))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>MalformedInput</Code>");
        assertThat(send("GET /?" + signed + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    // ---- version 4 of S3

    private static String versionFour(String signedQuery, String sentTarget, String... headers) throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        Map<String, String> signed =
                new TreeMap<>(Map.of("host", "h", "x-amz-content-sha256", "UNSIGNED-PAYLOAD", "x-amz-date", time));
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            signed.merge(headers[i], headers[i + 1], (a, b) -> a + "," + b);
            sent.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        String method = headers.length == 0 ? "GET" : "PUT";
        String path = sentTarget.replaceAll("\\?.*", "");
        String names = String.join(";", signed.keySet());
        String canonical = method + "\n" + path + "\n" + signedQuery + "\n"
                + signed.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\nUNSIGNED-PAYLOAD";
        String scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
        byte[] key = ("AWS4" + root.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac("HmacSHA256", key, part);
        }
        String signature = HexFormat.of()
                .formatHex(
                        hmac("HmacSHA256", key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical)));
        return send(method + " " + sentTarget + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n"
                + "x-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: " + time + "\r\n" + sent
                + "Authorization: AWS4-HMAC-SHA256 Credential=" + root.accessKeyId() + "/" + scope + ", SignedHeaders="
                + names + ", Signature=" + signature + "\r\n\r\n");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // signed,       sent,         status, prefix that is listed
        "prefix=a%2Bb, prefix=a%2Bb, 200, a+b",
        "prefix=a%2Bb, prefix=a+b,   403, ",
        "prefix=a%20b, prefix=a+b,   200, a b",
        "prefix=a%20b, prefix=a%20b, 200, a b",
    })
    void aPlusMeansTheSameToTheSignatureAndToTheReader(String signed, String sent, int status, String prefix)
            throws IOException {
        String answer = versionFour(signed, "/bkt?" + sent);
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (prefix != null) {
            assertThat(answer).contains("<Prefix>" + prefix + "</Prefix>");
        }
    }

    @Test
    void aSignedHeaderThatIsSentTwiceIsRefused() throws IOException {
        assertThat(versionFour("", "/bkt/copy", "x-amz-copy-source", "/bkt/key"))
                .startsWith("HTTP/1.1 200");
        assertThat(versionFour("", "/bkt/copy", "x-amz-copy-source", "/bkt/key", "x-amz-copy-source", "/bkt/other"))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>InvalidArgument</Code>");
        assertThat(versionFour("", "/bkt/meta", "x-amz-meta-a", "1", "x-amz-meta-a", "2"))
                .startsWith("HTTP/1.1 200");
    }
}
