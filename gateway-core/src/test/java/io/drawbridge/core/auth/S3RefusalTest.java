// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of S3 for requests that it cannot authenticate; the texts are those of the S3 error pages. */
class S3RefusalTest {
    record Row(
            String name,
            AuthSettings settings,
            Consumer<TestSigner> change,
            String presignedFor,
            int status,
            String code,
            String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Consumer<TestSigner> change, int status, String code, String text) {
        return new Row(name, TestAuth.LENIENT, change, "", status, code, text);
    }

    private static Row strict(String name, Consumer<TestSigner> change, String code, String text) {
        return new Row(name, TestAuth.STRICT, change, "", 400, code, text);
    }

    private static Row presigned(
            String name, Consumer<TestSigner> change, String expires, int status, String code, String text) {
        return new Row(name, TestAuth.STRICT, change, expires, status, code, text);
    }

    private static final String MALFORMED = "The authorization header is malformed; ";
    private static final String PARSING = "Error parsing the X-Amz-Credential parameter; ";
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your key and signing method.";

    static Stream<Row> rows() {
        SessionTokens tokens = TestAuth.tokens(TestAuth.NOW);
        IssuedCredentials live = tokens.issue(TestAuth.ROLE, TestAuth.facts(TestAuth.NOW.plusSeconds(1)));
        IssuedCredentials expired = tokens.issue(TestAuth.ROLE, TestAuth.facts(TestAuth.NOW));
        return Stream.of(
                row(
                        "unknown key",
                        s -> s.keyId = "AKIANOBODY",
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records."),
                row(
                        "inactive key",
                        s -> s.keyId = TestAuth.INACTIVE_KEY_ID,
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records."),
                row(
                        "another key's secret",
                        s -> s.secret = TestAuth.OTHER_SECRET,
                        403,
                        "SignatureDoesNotMatch",
                        MISMATCH),
                row(
                        "temporary key, no token",
                        s -> s.keyId = live.accessKeyId(),
                        403,
                        "InvalidAccessKeyId",
                        "The AWS" + " Access Key Id you provided does not exist in our records."),
                row(
                        "temporary key, token of another",
                        s -> {
                            s.keyId = live.accessKeyId();
                            s.headers.put("x-amz-security-token", expired.sessionToken());
                        },
                        400,
                        "InvalidToken",
                        "The provided token is malformed or otherwise invalid."),
                row(
                        "long-term key with a token",
                        s -> s.headers.put("x-amz-security-token", live.sessionToken()),
                        400,
                        "InvalidToken",
                        "The provided token is malformed or otherwise invalid."),
                row(
                        "expired token, even with a wrong secret",
                        s -> {
                            s.keyId = expired.accessKeyId();
                            s.headers.put("x-amz-security-token", expired.sessionToken());
                        },
                        400,
                        "ExpiredToken",
                        "The provided token has expired."),
                row(
                        "empty key id",
                        s -> s.keyId = "",
                        400,
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "a non-empty Access Key (AKID) must be provided in the credential."),
                row(
                        "date of the scope",
                        s -> {
                            s.scopeDate = "y";
                        },
                        400,
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "incorrect date format \"y\". This date in the credential must be in the format"
                                + " \"yyyyMMdd\"."),
                row(
                        "terminator",
                        s -> s.terminator = "aws5",
                        400,
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "incorrect terminal \"aws5\". This endpoint uses \"aws4_request\"."),
                row(
                        "scope date",
                        s -> s.scopeDate = "20261121",
                        400,
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "Invalid credential date \"20261121\". This date is not the same as X-Amz-Date:"
                                + " \"20261122\"."),
                row(
                        "no date",
                        s -> s.timestamp = "yesterday",
                        403,
                        "AccessDenied",
                        "AWS authentication requires a valid Date or x-amz-date header"),
                row(
                        "skew of 15:01 behind",
                        s -> s.receivedAt = TestAuth.NOW.plusSeconds(901),
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large."),
                row(
                        "skew of 15:01 ahead",
                        s -> s.receivedAt = TestAuth.NOW.minusSeconds(901),
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large."),
                row(
                        "unsigned header",
                        s -> s.unsignedHeaders.put("X-Amz-Acl", "public-read"),
                        403,
                        "AccessDenied",
                        "There were headers present in the request which were not signed"),
                row(
                        "unknown payload",
                        s -> s.headers.put("x-amz-content-sha256", "none"),
                        400,
                        "InvalidArgument",
                        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                                + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER,"
                                + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD,"
                                + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value."),
                row(
                        "asymmetric chunks",
                        s -> s.headers.put("x-amz-content-sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"),
                        501,
                        "NotImplemented",
                        "A header you provided implies functionality that is not implemented"),
                row(
                        "chunks without decoded length",
                        s -> s.headers.put("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
                        411,
                        "MissingContentLength",
                        "You must provide the Content-Length HTTP header."),
                row(
                        "unknown trailer",
                        s -> {
                            s.headers.put("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
                            s.headers.put("x-amz-decoded-content-length", "1");
                            s.headers.put("x-amz-trailer", "x-amz-meta-a");
                        },
                        400,
                        "InvalidRequest",
                        "The value specified in the x-amz-trailer header is not supported"),
                strict(
                        "service when strict",
                        s -> s.service = "s4",
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "incorrect service \"s4\". This endpoint belongs to \"s3\"."),
                strict(
                        "region when strict",
                        s -> s.region = "us-west-1",
                        "AuthorizationHeaderMalformed",
                        MALFORMED + "the region 'us-west-1' is wrong; expecting 'eu-west-1'"),
                presigned(
                        "presigned, wrong secret",
                        s -> s.secret = TestAuth.OTHER_SECRET,
                        "60",
                        403,
                        "SignatureDoesNotMatch",
                        MISMATCH),
                presigned(
                        "presigned, service",
                        s -> s.service = "iam",
                        "60",
                        400,
                        "AuthorizationQueryParametersError",
                        PARSING + "incorrect service \"iam\". This endpoint belongs to \"s3\"."),
                presigned(
                        "presigned, region",
                        s -> s.region = "x",
                        "60",
                        400,
                        "AuthorizationQueryParametersError",
                        PARSING + "the region 'x' is wrong; expecting 'eu-west-1'"),
                presigned(
                        "presigned, scope date",
                        s -> s.scopeDate = "20261123",
                        "60",
                        400,
                        "AuthorizationQueryParametersError",
                        "Invalid credential date \"20261123\". This date is not the same as X-Amz-Date: \"20261122\"."),
                presigned(
                        "presigned, date form",
                        s -> s.timestamp = "2026-11-22",
                        "60",
                        400,
                        "AuthorizationQueryParametersError",
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
                presigned(
                        "presigned, expires text",
                        s -> {},
                        "soon",
                        400,
                        "AuthorizationQueryParametersError",
                        "X-Amz-" + "Expires should be a number"),
                presigned(
                        "presigned, expires negative",
                        s -> {},
                        "-1",
                        400,
                        "AuthorizationQueryParametersError",
                        "X-Amz" + "-Expires must be non-negative"),
                presigned(
                        "presigned, expires too long",
                        s -> {},
                        "604801",
                        400,
                        "AuthorizationQueryParametersError",
                        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be"
                                + " less than 604800 seconds"),
                presigned(
                        "presigned, over",
                        s -> s.receivedAt = TestAuth.NOW.plusSeconds(61),
                        "60",
                        403,
                        "AccessDenied",
                        "Request has expired"),
                presigned(
                        "presigned, from the future",
                        s -> s.receivedAt = TestAuth.NOW.minusSeconds(901),
                        "60",
                        403,
                        "AccessDenied",
                        "Request is not yet valid"),
                presigned(
                        "presigned, unsigned header",
                        s -> s.unsignedHeaders.put("x-amz-meta-a", "1"),
                        "60",
                        403,
                        "AccessDenied",
                        "There were headers present in the request which were not signed"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesWithTheCodeStatusAndTextOfS3(Row row) {
        TestSigner signer = new TestSigner();
        row.change().accept(signer);
        ApiRequest request = row.presignedFor().isEmpty() ? signer.header() : signer.presigned(row.presignedFor());
        refused(row.settings(), request, row.status(), row.code(), row.text());
    }

    private static AwsException refused(
            AuthSettings settings, ApiRequest request, int status, String code, String text) {
        AwsException e = catchThrowableOfType(
                AwsException.class, () -> TestAuth.authenticator(settings).authenticateS3(request, null));
        assertThat(e).as("expected %s", code).isNotNull();
        assertThat(e.code().code() + " " + e.text()).isEqualTo(code + " " + text);
        assertThat(e.code().status()).isEqualTo(status);
        return e;
    }

    @ParameterizedTest
    @CsvSource({"899", "900", "-899", "-900", "0"})
    void skewUpToFifteenMinutesIsAccepted(long seconds) {
        TestSigner signer = new TestSigner();
        signer.receivedAt = TestAuth.NOW.plusSeconds(seconds);
        assertThat(TestAuth.authenticator(TestAuth.STRICT)
                        .authenticateS3(signer.header(), null)
                        .caller()
                        .authenticationType())
                .isEqualTo(AuthenticationType.SIGV4_HEADER);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "60,60", "604800,604800", "604800,3600", "60,-900"})
    void presignedUrlsAreValidUntilTheirExpiry(String expires, long age) {
        TestSigner signer = new TestSigner();
        signer.receivedAt = TestAuth.NOW.plusSeconds(age);
        signer.unsignedHeaders.put("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        assertThat(TestAuth.authenticator(TestAuth.STRICT)
                        .authenticateS3(signer.presigned(expires), null)
                        .caller()
                        .authenticationType())
                .isEqualTo(AuthenticationType.SIGV4_QUERY);
    }

    @Test
    void temporaryCredentialsCarryTheirSession() {
        Instant end = TestAuth.NOW.plusSeconds(1);
        IssuedCredentials issued = TestAuth.tokens(TestAuth.NOW).issue(TestAuth.ROLE, TestAuth.facts(end));
        for (boolean inHeader : new boolean[] {true, false}) {
            TestSigner signer = new TestSigner();
            signer.keyId = issued.accessKeyId();
            signer.secret = issued.secret().reveal();
            (inHeader ? signer.headers : signer.query)
                    .put(inHeader ? "x-amz-security-token" : "X-Amz-Security-Token", issued.sessionToken());
            Caller caller = TestAuth.authenticator(TestAuth.STRICT)
                    .authenticateS3(inHeader ? signer.header() : signer.presigned("60"), null)
                    .caller();
            assertThat(caller.principal()).isEqualTo(TestAuth.ROLE);
            assertThat(caller.session()).isEqualTo(TestAuth.facts(end));
        }
    }

    @Test
    void mismatchContainsTheStringToSign() {
        TestSigner signer = new TestSigner();
        signer.secret = TestAuth.OTHER_SECRET;
        AwsException e = refused(TestAuth.LENIENT, signer.header(), 403, "SignatureDoesNotMatch", MISMATCH);
        assertThat(e.details())
                .containsEntry("AWSAccessKeyId", TestAuth.KEY_ID)
                .containsEntry("SignatureProvided", signer.signature)
                .containsOnlyKeys(
                        "AWSAccessKeyId",
                        "StringToSign",
                        "SignatureProvided",
                        "StringToSignBytes",
                        "CanonicalRequest",
                        "CanonicalRequestBytes");
        assertThat(e.details().get("StringToSignBytes")).startsWith("41 57 53 34 2d ");
        assertThat(e.details().get("CanonicalRequest")).startsWith("GET\n/bucket/key\n\nhost:localhost:8773\n");
    }

    @Test
    void errorDetailsNameTheFault() {
        TestSigner region = new TestSigner();
        region.region = "us-west-1";
        assertThat(refused(
                                TestAuth.STRICT,
                                region.header(),
                                400,
                                "AuthorizationHeaderMalformed",
                                MALFORMED + "the region 'us-west-1' is wrong; expecting 'eu-west-1'")
                        .details())
                .containsEntry("Region", "eu-west-1");
        TestSigner unsigned = new TestSigner();
        unsigned.unsignedHeaders.put("X-Amz-Acl", "private");
        unsigned.unsignedHeaders.put("x-amz-meta-a", "1");
        assertThat(refused(
                                TestAuth.STRICT,
                                unsigned.header(),
                                403,
                                "AccessDenied",
                                "There were headers present in the request which were not signed")
                        .details())
                .containsEntry("HeadersNotSigned", "x-amz-acl, x-amz-meta-a");
        TestSigner late = new TestSigner();
        late.receivedAt = TestAuth.NOW.plusSeconds(901);
        assertThat(refused(
                                TestAuth.STRICT,
                                late.header(),
                                403,
                                "RequestTimeTooSkewed",
                                "The difference between the request time and the current time is too large.")
                        .details())
                .containsEntry("RequestTime", "20261122T103000Z")
                .containsEntry("ServerTime", "2026-11-22T10:45:01Z")
                .containsEntry("MaxAllowedSkewMilliseconds", "900000");
        assertThat(refused(TestAuth.STRICT, late.presigned("60"), 403, "AccessDenied", "Request has expired")
                        .details())
                .containsEntry("X-Amz-Expires", "60")
                .containsEntry("Expires", "2026-11-22T10:31:00Z")
                .containsEntry("ServerTime", "2026-11-22T10:45:01Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256|InvalidArgument|Authorization header is invalid -- one and only one ' ' (space) required.",
                "Bearer abc|InvalidArgument|Unsupported Authorization Type",
                "AWS4-HMAC-SHA256-X a|InvalidArgument|Unsupported Authorization Type",
                "AWS nocolon|InvalidArgument|AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
                "AWS4-HMAC-SHA256 Credential=a|AuthorizationHeaderMalformed|The authorization header is malformed; the"
                        + " authorization header requires three components: Credential, SignedHeaders, and Signature.",
                "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0|AuthorizationHeaderMalformed|The"
                        + " authorization header is malformed; the Credential is mal-formed; expecting"
                        + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
                "AWS4-ECDSA-P256-SHA256 Credential=a|NotImplemented|A header you provided implies functionality that is"
                        + " not implemented"
            })
    void malformedHeadersAreNamed(String authorization, String code, String text) {
        HttpHeaders headers = TestAuth.headers("Host", "h", "Date", "x", "Authorization", authorization);
        ApiRequest request = TestAuth.request("GET", "/b", headers, new byte[0], TestAuth.NOW);
        int status = code.equals("NotImplemented") ? 501 : 400;
        refused(TestAuth.LENIENT, request, status, code, text);
    }

    @Test
    void twoMechanismsAreRefused() {
        TestSigner signer = new TestSigner();
        signer.query.put("Signature", "x");
        String text =
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                        + " parameter or the Authorization header should be specified";
        refused(TestAuth.LENIENT, signer.header(), 400, "InvalidArgument", text);
        refused(TestAuth.LENIENT, signer.presigned("60"), 400, "InvalidArgument", text);
        TestSigner both = new TestSigner();
        both.unsignedHeaders.put("authorization", "AWS a:b");
        refused(TestAuth.LENIENT, both.header(), 400, "InvalidArgument", text);
        refused(TestAuth.LENIENT, both.presigned("60"), 400, "InvalidArgument", text);
    }

    @Test
    void unsignedRequestsAreAnonymous() {
        ApiRequest request =
                TestAuth.request("GET", "/b/k?acl", TestAuth.headers("Host", "h"), new byte[0], TestAuth.NOW);
        assertThat(TestAuth.authenticator(TestAuth.STRICT)
                        .authenticateS3(request, null)
                        .caller())
                .isSameAs(Caller.ANONYMOUS);
        HttpHeaders chunks =
                TestAuth.headers("Host", "h", "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.STRICT)
                .authenticateS3(TestAuth.request("PUT", "/b/k", chunks, new byte[0], TestAuth.NOW), null));
        assertThat(e.code()).isEqualTo(S3AuthError.INVALID_ARGUMENT);
    }

    @Test
    void versionTwoCanBeSwitchedOff() {
        HttpHeaders headers = TestAuth.headers("Host", "h", "Date", "x", "Authorization", "AWS a:b");
        refused(
                TestAuth.STRICT,
                TestAuth.request("GET", "/b", headers, new byte[0], TestAuth.NOW),
                400,
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=x|Query-string authentication requires the Signature,"
                        + " Expires and AWSAccessKeyId parameters",
                "?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=x&Expires=tomorrow|Invalid date (should be seconds since"
                        + " epoch): tomorrow",
                "?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=x&Expires=1|Request has expired"
            })
    void versionTwoQueriesAreChecked(String query, String text) {
        ApiRequest request =
                TestAuth.request("GET", "/b/k" + query, TestAuth.headers("Host", "h"), new byte[0], TestAuth.NOW);
        refused(TestAuth.LENIENT, request, 403, "AccessDenied", text);
    }

    /** A week, as version 4 has it, and the skew that a signer's clock may have. */
    @ParameterizedTest
    @CsvSource({"0, 403", "604800, 403", "605700, 403", "605701, 400", "99999999, 400", "9000000000, 400"})
    void versionTwoLinksEndWithinAWeek(long secondsAhead, int status) {
        long expires = TestAuth.NOW.getEpochSecond() + secondsAhead;
        String query = "?AWSAccessKeyId=" + TestAuth.KEY_ID + "&Signature=x&Expires=" + expires;
        ApiRequest request =
                TestAuth.request("GET", "/b/k" + query, TestAuth.headers("Host", "h"), new byte[0], TestAuth.NOW);
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.LENIENT)
                .authenticateS3(request, null));
        assertThat(e.code().code())
                .isEqualTo(status == 400 ? "AuthorizationQueryParametersError" : "SignatureDoesNotMatch");
        assertThat(e.code().status()).isEqualTo(status);
    }
}
