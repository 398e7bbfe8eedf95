// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.SecretKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests and signatures of AWS's published version 4 suite: its key, its day, its service named "service". */
class SigV4SuiteTest {
    private static final Instant DAY = Instant.parse("2015-08-30T12:36:00Z");
    private static final String KEY_ID = "AKIDEXAMPLE";

    static List<Path> cases() throws IOException, URISyntaxException {
        URL folder = SigV4SuiteTest.class.getResource("/sigv4-suite");
        assertThat(folder).isNotNull();
        try (Stream<Path> folders = Files.list(Path.of(folder.toURI()))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePublishedSignatureIsAcceptedWithItsSecretAndRefusedWithAnother(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("request.txt"), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        byte[] body = TestAuth.ascii(text.substring(end + 2));
        ApiRequest request = request(List.of(text.substring(0, end).split("\n", -1)), body);
        assertThat(authenticate("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", request, body))
                .isEqualTo(KEY_ID);
        assertThatThrownBy(() -> authenticate("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEZ", request, body))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("SignatureDoesNotMatch"));
    }

    private static ApiRequest request(List<String> lines, byte[] body) {
        HttpHeaders headers = new HttpHeaders();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int blank = lines.get(0).indexOf(' ');
        return TestAuth.request(
                lines.get(0).substring(0, blank), lines.get(0).substring(blank + 1), headers, body, DAY);
    }

    private static String authenticate(String secret, ApiRequest request, byte[] body) {
        CredentialSource source = id -> Optional.of(new Credential(id, new SecretKey(secret), true, TestAuth.USER));
        return new RequestAuthenticator(TestAuth.LENIENT, source, TestAuth.tokens(DAY))
                .authenticate(request, AuthProtocol.QUERY, "service", body)
                .caller()
                .accessKeyId();
    }
}
