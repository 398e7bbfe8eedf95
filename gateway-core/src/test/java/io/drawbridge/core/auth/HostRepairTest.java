// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import org.junit.jupiter.api.Test;

/** Clients that sign the host without its port. */
class HostRepairTest {
    @Test
    void aPortThatTheClientOmittedIsAcceptedButNoOtherHost() {
        TestSigner signer = new TestSigner();
        signer.headers.put("host", "localhost");
        ApiRequest request = signer.header();
        TestAuth.authenticator(TestAuth.STRICT).authenticateS3(withHost(request, "localhost:8773"), null);
        assertThatThrownBy(() -> TestAuth.authenticator(TestAuth.STRICT)
                        .authenticateS3(withHost(request, "localhose:8773"), null))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(S3AuthError.SIGNATURE_DOES_NOT_MATCH));
    }

    private static ApiRequest withHost(ApiRequest request, String host) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < request.headers().size(); i++) {
            String name = request.headers().name(i);
            headers.add(name, name.equals("host") ? host : request.headers().value(i));
        }
        return new ApiRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                headers,
                request.body(),
                request.remoteAddress(),
                request.secure(),
                request.receivedAt());
    }
}
