// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.SecretKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of the S3 and IAM guides (signature version 4, streaming, version 2). */
class PublishedVectorsTest {
    private static final Instant S3_TIME = Instant.parse("2013-05-24T00:00:00Z");
    private static final String EMPTY = Sha256.EMPTY_HEX;
    private static final String SCOPE = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

    private static Authenticated s3(String method, String target, byte[] body, HttpHeaders headers) {
        return TestAuth.authenticator(TestAuth.LENIENT)
                .authenticateS3(TestAuth.request(method, target, headers, body, S3_TIME), null);
    }

    private static HttpHeaders with(String signedHeaders, String signature, String... namesAndValues) {
        return TestAuth.headers(namesAndValues)
                .add(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + SCOPE + ",SignedHeaders=" + signedHeaders + ",Signature="
                                + signature);
    }

    private static HttpHeaders bucketGet(String signedHeaders, String signature) {
        return with(
                signedHeaders,
                signature,
                "Host",
                "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256",
                EMPTY,
                "x-amz-date",
                "20130524T000000Z");
    }

    @Test
    void getWithRangeVerifies() {
        HttpHeaders headers = bucketGet(
                        "host;range;x-amz-content-sha256;x-amz-date",
                        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
                .add("Range", "bytes=0-9");
        assertThat(s3("GET", "/test.txt", new byte[0], headers).caller().principal())
                .isEqualTo(TestAuth.USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test%24file.text", "/test$file.text"})
    void putVerifiesWithAndWithoutTheEscape(String path) throws IOException {
        byte[] body = TestAuth.ascii("Welcome to Amazon S3.");
        HttpHeaders headers = with(
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                "Date",
                "Fri, 24 May 2013 00:00:00 GMT",
                "Host",
                "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256",
                TestSigner.hex(Sha256.of(body)),
                "x-amz-date",
                "20130524T000000Z",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY");
        Authenticated result = s3("PUT", path, body, headers);
        assertThat(TestAuth.readAll(result.body())).isEqualTo(body);
        assertThat(result.payload().kind()).isEqualTo(Payload.Kind.HASHED);
    }

    @Test
    void subResourceAndListVerify() {
        s3(
                "GET",
                "/?lifecycle",
                new byte[0],
                bucketGet(
                        "host;x-amz-content-sha256;x-amz-date",
                        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
        s3(
                "GET",
                "/?prefix=J&max-keys=2",
                new byte[0],
                bucketGet(
                        "host;x-amz-content-sha256;x-amz-date",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    @Test
    void presignedGetVerifies() {
        String target = "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + SCOPE.replace("/", "%2F")
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        Authenticated result =
                s3("GET", target, new byte[0], TestAuth.headers("Host", "examplebucket.s3.amazonaws.com"));
        assertThat(result.caller().accessKeyId()).isEqualTo(TestAuth.KEY_ID);
    }

    private static HttpHeaders streaming(String kind, String signature, boolean withLength) {
        HttpHeaders headers = with(
                "content-encoding;" + (withLength ? "content-length;" : "")
                        + "host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class"
                        + (withLength ? "" : ";x-amz-trailer"),
                signature,
                "Host",
                "s3.amazonaws.com",
                "x-amz-date",
                "20130524T000000Z",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                kind,
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                "66560");
        return withLength
                ? headers.add("Content-Length", "66824")
                : headers.add("x-amz-trailer", "x-amz-checksum-crc32c");
    }

    private static byte[] frames(String... signatures) {
        return new ByteSink(70_000)
                .text("10000;chunk-signature=" + signatures[0] + "\r\n")
                .text("a".repeat(65_536))
                .text("\r\n400;chunk-signature=" + signatures[1] + "\r\n")
                .text("a".repeat(1024))
                .text("\r\n0;chunk-signature=" + signatures[2] + "\r\n")
                .text(signatures.length > 3 ? signatures[3] : "")
                .text("\r\n")
                .toBytes();
    }

    @Test
    void signedChunksVerify() throws IOException {
        byte[] body = frames(
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        assertThat(body).hasSize(66_824);
        Authenticated result = s3(
                "PUT",
                "/examplebucket/chunkObject.txt",
                body,
                streaming(
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                        true));
        assertThat(result.body().contentLength()).isEqualTo(66_560);
        assertThat(TestAuth.readAll(result.body())).isEqualTo(TestAuth.ascii("a".repeat(66_560)));
    }

    private static final String TRAILER = "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
            + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n";

    private static Authenticated trailing(String trailer) {
        return s3(
                "PUT",
                "/examplebucket/chunkObject.txt",
                frames(
                        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
                        trailer),
                streaming(
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                        "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
                        false));
    }

    @Test
    void signedTrailerVerifiesAndIsExposed() throws IOException {
        Authenticated result = trailing(TRAILER);
        assertThatThrownBy(() -> result.payload().trailers().get()).isInstanceOf(IllegalStateException.class);
        assertThat(TestAuth.readAll(result.body())).hasSize(66_560);
        assertThat(result.payload().trailers().get()).isEqualTo(Map.of("x-amz-checksum-crc32c", "sOO8/Q=="));
        assertThat(result.payload().announcedTrailers()).containsExactly("x-amz-checksum-crc32c");
    }

    @Test
    void anEmptyLineBeforeTheTrailerSignatureIsTolerated() throws IOException {
        String parted = TRAILER.replace("==\r\n", "==\n\r\n");
        assertThat(TestAuth.readAll(trailing(parted).body())).hasSize(66_560);
    }

    @Test
    void changedTrailerIsRefused() {
        assertThatThrownBy(() -> TestAuth.readAll(
                        trailing(TRAILER.replace("sOO8", "sOO9")).body()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(S3AuthError.SIGNATURE_DOES_NOT_MATCH));
    }

    @Test
    void listUsersOfIamVerifies() {
        ApiRequest request = TestAuth.request(
                "GET",
                "/?Action=ListUsers&Version=2010-05-08",
                TestAuth.headers(
                        "content-type",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        "host",
                        "iam.amazonaws.com",
                        "x-amz-date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                + " SignedHeaders=content-type;host;x-amz-date, Signature="
                                + "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
                new byte[0],
                Instant.parse("2015-08-30T12:36:00Z"));
        // The guide's secret for this example has a plus sign where the S3 examples have a slash.
        Credential credential = new Credential(
                TestAuth.KEY_ID, new SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), true, TestAuth.USER);
        RequestAuthenticator authenticator =
                new RequestAuthenticator(TestAuth.STRICT, id -> Optional.of(credential), TestAuth.tokens(TestAuth.NOW));
        assertThat(authenticator
                        .authenticate(request, AuthProtocol.QUERY, "iam", new byte[0])
                        .caller()
                        .principal())
                .isEqualTo(TestAuth.USER);
    }

    @Test
    void versionTwoVerifies() {
        ApiRequest request = new ApiRequest(
                "GET",
                "/photos/puppy.jpg",
                "",
                TestAuth.headers(
                        "Host",
                        "awsexamplebucket1.us-west-1.s3.amazonaws.com",
                        "Date",
                        "Tue, 27 Mar 2007 19:36:42 +0000",
                        "Authorization",
                        "AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g="),
                RequestBody.of(new byte[0]),
                "127.0.0.1",
                false,
                Instant.parse("2007-03-27T19:36:42Z"));
        RequestAuthenticator authenticator = TestAuth.authenticator(TestAuth.LENIENT);
        assertThat(authenticator
                        .authenticateS3(request, "awsexamplebucket1")
                        .caller()
                        .principal())
                .isEqualTo(TestAuth.USER);
        assertThatThrownBy(() -> authenticator.authenticateS3(request, "awsexamplebucket2"))
                .isInstanceOf(AwsException.class);
    }

    @Test
    void versionTwoKeepsEscapes() {
        HttpHeaders headers = TestAuth.headers(
                "Host",
                "s3.us-west-1.amazonaws.com",
                "Date",
                "Wed, 28 Mar 2007 01:49:49 +0000",
                "Authorization",
                "AWS AKIAIOSFODNN7EXAMPLE:DNEZGsoieTZ92F3bUfSPQcbGmlM=");
        String target = "/dictionary/fran%C3%A7ais/pr%c3%a9f%c3%a8re";
        TestAuth.authenticator(TestAuth.LENIENT)
                .authenticateS3(
                        TestAuth.request("GET", target, headers, new byte[0], Instant.parse("2007-03-28T01:49:49Z")),
                        null);
    }
}
