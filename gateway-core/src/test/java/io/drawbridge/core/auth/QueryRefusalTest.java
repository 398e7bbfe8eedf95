// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of IAM, STS and JSON services for requests that they cannot authenticate. */
class QueryRefusalTest {
    private static final String INVALID = "The security token included in the request is invalid.";
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";

    record Row(String name, Consumer<TestSigner> change, int status, String code, String jsonCode, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row signature(String name, Consumer<TestSigner> change, String text) {
        return new Row(name, change, 403, "SignatureDoesNotMatch", "InvalidSignatureException", text);
    }

    private static Row client(String name, Consumer<TestSigner> change) {
        return new Row(name, change, 403, "InvalidClientTokenId", "UnrecognizedClientException", INVALID);
    }

    static Stream<Row> rows() {
        SessionTokens tokens = TestAuth.tokens(TestAuth.NOW);
        IssuedCredentials live = tokens.issue(TestAuth.ROLE, TestAuth.facts(TestAuth.NOW.plusSeconds(1)));
        IssuedCredentials expired = tokens.issue(TestAuth.ROLE, TestAuth.facts(TestAuth.NOW));
        return Stream.of(
                client("unknown key", s -> s.keyId = "AKIANOBODY"),
                client("inactive key", s -> s.keyId = TestAuth.INACTIVE_KEY_ID),
                client("temporary key, no token", s -> s.keyId = live.accessKeyId()),
                client("temporary key, foreign token", s -> {
                    s.keyId = live.accessKeyId();
                    s.headers.put("x-amz-security-token", expired.sessionToken());
                }),
                client("long-term key with a token", s -> s.headers.put("x-amz-security-token", live.sessionToken())),
                client("unknown key before a wrong time", s -> {
                    s.keyId = "AKIANOBODY";
                    s.receivedAt = TestAuth.NOW.plusSeconds(5000);
                }),
                new Row(
                        "expired token",
                        s -> {
                            s.keyId = expired.accessKeyId();
                            s.headers.put("x-amz-security-token", expired.sessionToken());
                        },
                        403,
                        "ExpiredToken",
                        "ExpiredTokenException",
                        "The security token included in the request is expired"),
                signature("wrong secret", s -> s.secret = TestAuth.OTHER_SECRET, MISMATCH),
                signature("service", s -> s.service = "s4", "Credential should be scoped to correct service: 'sts'. "),
                signature("region", s -> s.region = "x", "Credential should be scoped to a valid region. "),
                signature(
                        "all of the scope",
                        s -> {
                            s.region = "x";
                            s.service = "iam";
                            s.terminator = "aws5";
                            s.scopeDate = "20261121";
                        },
                        "Credential should be scoped to correct service: 'sts'. Credential should be scoped to a valid"
                                + " region. Credential should be scoped with a valid terminator: 'aws4_request', not"
                                + " 'aws5'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                                + " date from HTTP: '20261121' != '20261122', from '20261122T103000Z'."),
                signature(
                        "too old",
                        s -> s.receivedAt = TestAuth.NOW.plusSeconds(901),
                        "Signature expired: 20261122T103000Z is now earlier than 20261122T103001Z (20261122T104501Z -"
                                + " 15 min.)"),
                signature(
                        "too new",
                        s -> s.receivedAt = TestAuth.NOW.minusSeconds(901),
                        "Signature not yet current: 20261122T103000Z is still later than 20261122T102959Z"
                                + " (20261122T101459Z + 15 min.)"),
                signature(
                        "host unsigned",
                        s -> s.headers.remove("host"),
                        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
                new Row(
                        "no date that can be read",
                        s -> s.timestamp = "now",
                        400,
                        "IncompleteSignature",
                        "IncompleteSignatureException",
                        "Date must be in ISO-8601 'basic format'. Got 'now'. See http://en.wikipedia.org/wiki/ISO_8601"));
    }

    private static TestSigner signer() {
        TestSigner signer = new TestSigner();
        signer.service = "sts";
        signer.method = "POST";
        signer.path = "/";
        signer.body = TestAuth.ascii("Action=GetCallerIdentity&Version=2011-06-15");
        return signer;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesWithTheErrorOfTheProtocol(Row row) {
        TestSigner signer = signer();
        row.change().accept(signer);
        ApiRequest request = signer.header();
        refused(AuthProtocol.QUERY, request, signer.body, row.status(), row.code(), row.text());
        refused(AuthProtocol.JSON, request, signer.body, 400, row.jsonCode(), row.text());
    }

    /** The target names the operation of a JSON request: a signature must cover it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJsonTargetMustBeSigned(boolean signed) {
        TestSigner signer = signer();
        if (signed) {
            signer.headers.put("x-amz-target", "Example_2020.Echo");
        }
        ApiRequest request = signer.header();
        if (signed) {
            assertThat(TestAuth.authenticator(TestAuth.STRICT)
                            .authenticate(request, AuthProtocol.JSON, "sts", signer.body)
                            .caller()
                            .accessKeyId())
                    .isNotNull();
        } else {
            request.headers().add("X-Amz-Target", "Example_2020.Echo");
            refused(
                    AuthProtocol.JSON,
                    request,
                    signer.body,
                    400,
                    "IncompleteSignatureException",
                    "The header 'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static void refused(
            AuthProtocol protocol, ApiRequest request, byte[] body, int status, String code, String text) {
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.STRICT)
                .authenticate(request, protocol, "sts", body));
        assertThat(e).as("expected %s", code).isNotNull();
        assertThat(e.code().code() + " " + e.text()).isEqualTo(code + " " + text);
        assertThat(e.code().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1", "us-east-1"})
    void theRightSignatureIsAccepted(String region) {
        TestSigner signer = signer();
        signer.region = region;
        assertThat(TestAuth.authenticator(TestAuth.STRICT)
                        .authenticate(signer.header(), AuthProtocol.QUERY, "sts", signer.body)
                        .caller()
                        .principal())
                .isEqualTo(TestAuth.USER);
    }

    @Test
    void aChangedFormIsRefused() {
        TestSigner signer = signer();
        byte[] changed = TestAuth.ascii("Action=GetCallerIdentity&Version=2011-06-16");
        refused(AuthProtocol.QUERY, signer.header(), changed, 403, "SignatureDoesNotMatch", MISMATCH);
    }

    @Test
    void faultsOfTheHeaderAreListedTogether() {
        ApiRequest request = TestAuth.request(
                "POST",
                "/",
                TestAuth.headers("Host", "h", "Authorization", "AWS4-HMAC-SHA256 x"),
                new byte[0],
                TestAuth.NOW);
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.STRICT)
                .authenticate(request, AuthProtocol.QUERY, "sts", new byte[0]));
        assertThat(e.code().code()).isEqualTo("IncompleteSignature");
        assertThat(e.code().status()).isEqualTo(400);
        assertThat(e.text())
                .startsWith("Authorization header requires 'Credential' parameter. Authorization header requires"
                        + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                        + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
                .contains("Authorization=");
    }

    @Test
    void unsignedRequestsAreLeftToTheAction() {
        ApiRequest request = TestAuth.request("POST", "/", TestAuth.headers("Host", "h"), new byte[0], TestAuth.NOW);
        assertThat(TestAuth.authenticator(TestAuth.STRICT)
                        .authenticate(request, AuthProtocol.QUERY, "sts", new byte[0])
                        .caller())
                .isSameAs(Caller.ANONYMOUS);
        AwsException e = RequestAuthenticator.missingAuthenticationToken(AuthProtocol.QUERY);
        assertThat(e.code().code()).isEqualTo("MissingAuthenticationToken");
        assertThat(e.code().status()).isEqualTo(403);
        assertThat(e.text()).isEqualTo("Request is missing Authentication Token");
    }

    @ParameterizedTest
    @CsvSource({"60,60,true", "60,61,false", "900,900,true", "900,901,false"})
    void presignedIdentityProofsAreValidUntilTheirExpiry(String expires, long age, String accepted) {
        TestSigner signer = signer();
        signer.method = "GET";
        signer.body = new byte[0];
        signer.query.put("Action", "GetCallerIdentity");
        signer.receivedAt = TestAuth.NOW.plusSeconds(age);
        ApiRequest request = signer.presigned(expires);
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.STRICT)
                .authenticate(request, AuthProtocol.QUERY, "sts", new byte[0]));
        assertThat(String.valueOf(e == null)).isEqualTo(accepted);
    }

    @Test
    void versionTwoCanBeSwitchedOffAndItsTimeIsChecked() {
        byte[] form = TestAuth.ascii("AWSAccessKeyId=" + TestAuth.KEY_ID + "&Signature=x&SignatureVersion=2"
                + "&SignatureMethod=HmacSHA1&Timestamp=2026-11-22T10%3A14%3A59Z");
        ApiRequest request = TestAuth.request("POST", "/", TestAuth.headers("Host", "h"), form, TestAuth.NOW);
        refused(
                AuthProtocol.QUERY,
                request,
                form,
                400,
                "IncompleteSignature",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.LENIENT)
                .authenticate(request, AuthProtocol.QUERY, "iam", form));
        assertThat(e.code().code()).isEqualTo("RequestExpired");
    }

    @ParameterizedTest
    @CsvSource({"0, SignatureDoesNotMatch", "605700, SignatureDoesNotMatch", "605701, IncompleteSignature"})
    void aVersionTwoRequestEndsWithinAWeek(long secondsAhead, String code) {
        String end = TestAuth.NOW.plusSeconds(secondsAhead).toString().replace(":", "%3A");
        byte[] form = TestAuth.ascii("AWSAccessKeyId=" + TestAuth.KEY_ID + "&Signature=x&SignatureVersion=2"
                + "&SignatureMethod=HmacSHA1&Expires=" + end);
        ApiRequest request = TestAuth.request("POST", "/", TestAuth.headers("Host", "h"), form, TestAuth.NOW);
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.authenticator(TestAuth.LENIENT)
                .authenticate(request, AuthProtocol.QUERY, "iam", form));
        assertThat(e.code().code()).isEqualTo(code);
    }
}
