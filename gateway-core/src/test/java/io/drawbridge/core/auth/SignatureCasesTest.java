// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that botocore and boto2 signed; see {@code src/test/python/signature_cases.py}. */
class SignatureCasesTest {
    static List<Path> cases() throws IOException, URISyntaxException {
        URL folder = SignatureCasesTest.class.getResource("/signatures");
        assertThat(folder).isNotNull();
        try (Stream<Path> folders = Files.list(Path.of(folder.toURI()))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSignatureOfAnIndependentClientIsAccepted(Path folder) throws IOException {
        Case c = new Case(folder);
        Authenticated result = c.authenticate(c.request(c.target, c.body));
        assertThat(result.caller().accessKeyId()).isEqualTo(TestAuth.KEY_ID);
        assertThat(result.caller().principal()).isEqualTo(TestAuth.USER);
        assertThat(TestAuth.readAll(result.body())).isEqualTo(c.body);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameSignatureIsRefusedForAnotherPath(Path folder) throws IOException {
        Case c = new Case(folder);
        int question = c.target.indexOf('?');
        String moved =
                question < 0 ? c.target + "z" : c.target.substring(0, question) + "z" + c.target.substring(question);
        assertThatThrownBy(() -> c.authenticate(c.request(moved, c.body)))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("SignatureDoesNotMatch"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCanonicalTextsAreThoseOfTheClient(Path folder) throws IOException {
        Case c = new Case(folder);
        if (!Files.exists(folder.resolve("canonical-request.txt"))) {
            return;
        }
        ApiRequest request = c.request(c.target, c.body);
        CanonicalQuery query = CanonicalQuery.parse(request.rawQuery());
        String expected = Files.readString(folder.resolve("canonical-request.txt"));
        SigV4Signature signature = signature(request, query, c);
        Set<CanonicalRequest.Repair> repairs = CanonicalRequest.escapedSlash(request.rawPath(), 0) < 0
                ? Set.of()
                : Set.of(CanonicalRequest.Repair.ESCAPED_SLASH_KEPT);
        String payloadHash = expected.substring(expected.lastIndexOf('\n') + 1);
        assertThat(CanonicalRequest.write(request, query, c.protocol, signature, payloadHash, repairs)
                        .utf8())
                .isEqualTo(expected);
        assertThat(signature.signature()).isEqualTo(Files.readString(folder.resolve("signature.txt")));
    }

    private static SigV4Signature signature(ApiRequest request, CanonicalQuery query, Case c) {
        String authorization = request.headers().first("authorization").orElse(null);
        S3SigV4 s3 = new S3SigV4(TestAuth.LENIENT);
        QuerySigV4 other = new QuerySigV4(TestAuth.LENIENT);
        QueryErrors faults = new QueryErrors(c.protocol);
        if (authorization == null) {
            return c.protocol == AuthProtocol.S3
                    ? s3.readQuery(request, query)
                    : other.readQuery(request, query, faults);
        }
        return c.protocol == AuthProtocol.S3
                ? s3.readHeader(request, query, authorization)
                : other.readHeader(request, query, authorization, faults);
    }

    private static final class Case {
        final AuthProtocol protocol;
        final String method;
        final String target;
        final List<String> lines;
        final byte[] body;

        Case(Path folder) throws IOException {
            protocol = folder.getFileName().toString().startsWith("s3") ? AuthProtocol.S3 : AuthProtocol.QUERY;
            String text = Files.readString(folder.resolve("request.txt"), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\n\n");
            lines = List.of(text.substring(0, end).split("\n", -1));
            body = TestAuth.ascii(text.substring(end + 2));
            int blank = lines.get(0).indexOf(' ');
            method = lines.get(0).substring(0, blank);
            target = lines.get(0).substring(blank + 1);
        }

        ApiRequest request(String toTarget, byte[] withBody) {
            HttpHeaders headers = new HttpHeaders();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(':');
                // An HTTP parser removes the blanks around a value; the test cases with blanks use x-amz-meta headers.
                String value = line.substring(colon + 1);
                headers.add(line.substring(0, colon), line.startsWith("x-amz-meta") ? value : value.strip());
            }
            return TestAuth.request(method, toTarget, headers, withBody, TestAuth.NOW);
        }

        Authenticated authenticate(ApiRequest request) {
            RequestAuthenticator authenticator = TestAuth.authenticator(TestAuth.LENIENT);
            return protocol == AuthProtocol.S3
                    ? authenticator.authenticateS3(request, null)
                    : authenticator.authenticate(request, protocol, "iam", body);
        }
    }
}
