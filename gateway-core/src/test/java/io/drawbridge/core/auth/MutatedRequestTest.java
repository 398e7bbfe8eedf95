// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid requests with one change: they throw only {@link AwsException}, and never authenticate changed content. */
class MutatedRequestTest {
    private static final String ALPHABET = "abcXYZ019/%+&=;:, -_.~\u0000\u00e9?#\"";

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChangedRequestIsNeverAuthenticated(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            boolean query = random.nextBoolean();
            TestSigner signer = new TestSigner();
            signer.method = "PUT";
            signer.service = query ? "sts" : "s3";
            signer.query.put("versionId", "abc");
            signer.headers.put("x-amz-meta-a", "value");
            signer.headers.put("content-type", "text/plain");
            if (!query) {
                signer.headers.put("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
            }
            ApiRequest valid = random.nextBoolean() ? signer.header() : signer.presigned("600");
            ApiRequest changed = change(valid, random);
            String label = "seed " + seed + " round " + round + ": " + changed.method() + " " + changed.rawPath() + "?"
                    + changed.rawQuery() + " " + describe(changed.headers());
            if (sameMeaning(valid, changed)) {
                continue;
            }
            assertThat(caller(valid, query)).as("seed %d", seed).isNotSameAs(Caller.ANONYMOUS);
            try {
                assertThat(caller(changed, query)).as(label).isSameAs(Caller.ANONYMOUS);
            } catch (AwsException e) {
                assertThat(e.text()).isNotEmpty();
            } catch (RuntimeException e) {
                fail(label, e);
            }
        }
    }

    private static Caller caller(ApiRequest request, boolean query) {
        RequestAuthenticator authenticator = TestAuth.authenticator(TestAuth.LENIENT);
        return query
                ? authenticator
                        .authenticate(request, AuthProtocol.QUERY, "sts", new byte[0])
                        .caller()
                : authenticator.authenticateS3(request, null).caller();
    }

    /** Blanks around header values and components, and escapes of unreserved characters, do not change the meaning. */
    private static boolean sameMeaning(ApiRequest a, ApiRequest b) {
        return meaning(a).equals(meaning(b));
    }

    private static String meaning(ApiRequest request) {
        StringBuilder out = new StringBuilder(request.method());
        out.append(UriEncoding.decoded(CanonicalRequest.normalised(request.rawPath())))
                .append('?');
        ByteSink query = new ByteSink(256);
        CanonicalQuery.parse(request.rawQuery()).writeTo(query, null);
        out.append(query.latin1());
        for (int i = 0; i < request.headers().size(); i++) {
            out.append('\n').append(Ascii.lower(request.headers().name(i))).append(':');
            String value = request.headers().value(i).replace(" ", "").replace(",,", ",");
            out.append(value.endsWith(",") ? value.substring(0, value.length() - 1) : value);
        }
        return out.toString();
    }

    private static ApiRequest change(ApiRequest request, SplittableRandom random) {
        String method = request.method();
        String path = request.rawPath();
        String query = request.rawQuery();
        HttpHeaders headers = new HttpHeaders();
        int part = random.nextInt(3 + request.headers().size() * 3);
        if (part == 0) {
            method = changed(method, random);
        } else if (part == 1) {
            path = "/" + changed(path.substring(1), random);
        } else if (part == 2) {
            query = changed(query, random);
        }
        for (int i = 0; i < request.headers().size(); i++) {
            String name = request.headers().name(i);
            String value = request.headers().value(i);
            int how = part - 3 - i * 3;
            if (how == 0) {
                name = changed(name, random);
            } else if (how == 1) {
                value = changed(value, random);
            } else if (how == 2 && random.nextBoolean()) {
                headers.add(name, value);
            } else if (how == 2) {
                continue;
            }
            headers.add(name, value);
        }
        return new ApiRequest(
                method, path, query, headers, RequestBody.of(new byte[0]), "::1", true, request.receivedAt());
    }

    private static String changed(String text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        int to = Math.min(text.length(), at + random.nextInt(2));
        return text.substring(0, at) + (random.nextInt(4) == 0 ? "" : c) + text.substring(to);
    }

    private static String describe(HttpHeaders headers) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < headers.size(); i++) {
            out.append('[')
                    .append(headers.name(i))
                    .append(": ")
                    .append(headers.value(i))
                    .append(']');
        }
        return out.toString();
    }

    @Test
    void theRouterAndTheVerifierReadTheSameScope() {
        TestSigner signer = new TestSigner();
        assertThat(ScopeReader.scopeOf(signer.header()))
                .contains(new CredentialScope(TestAuth.KEY_ID, "20261122", "eu-west-1", "s3", "aws4_request"));
        ApiRequest presigned = new TestSigner().presigned("60");
        assertThat(ScopeReader.scopeOf(presigned).map(CredentialScope::service)).contains("s3");
        String doubled = "X-Amz-%43redential=a%2F20261122%2Fr%2Fsts%2Faws4_request&" + presigned.rawQuery();
        ApiRequest twice = TestAuth.request(
                "GET", presigned.rawPath() + "?" + doubled, presigned.headers(), new byte[0], TestAuth.NOW);
        assertThat(ScopeReader.scopeOf(twice).map(CredentialScope::service)).contains("sts");
        assertThat(new S3SigV4(TestAuth.LENIENT)
                        .readQuery(twice, CanonicalQuery.parse(doubled))
                        .scope()
                        .service())
                .isEqualTo("sts");
        assertThat(ScopeReader.scopeOf(TestAuth.request("GET", "/?a=b", TestAuth.headers(), new byte[0], TestAuth.NOW)))
                .isEmpty();
    }
}
