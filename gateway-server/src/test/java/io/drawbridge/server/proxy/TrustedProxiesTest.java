// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drawbridge.core.api.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of proxies, of which 10.0.0.0/8 and fd00::/8 are trusted. */
final class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", " fd00::/8"));

    private static Optional<RequestOrigin> origin(String peer, boolean secure, String... headers) {
        HttpHeaders all = new HttpHeaders();
        for (String header : headers) {
            int colon = header.indexOf(':');
            all.add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return PROXIES.origin(peer, secure, all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // chain                                  | client
                "203.0.113.7                              | 203.0.113.7",
                "203.0.113.7:5555                         | 203.0.113.7",
                "[2001:db8::1]:5555                       | 2001:db8::1",
                "[2001:db8::1]                            | 2001:db8::1",
                "2001:db8::1                              | 2001:db8::1",
                "1.1.1.1, 203.0.113.7                     | 203.0.113.7",
                "1.1.1.1, 203.0.113.7, 10.9.9.9           | 203.0.113.7",
                "10.1.1.1, 203.0.113.7, fd00::5, 10.9.9.9 | 203.0.113.7",
                "nonsense, 203.0.113.7                    | 203.0.113.7",
                "10.1.1.1, 10.2.2.2                       | 10.1.1.1",
                "::ffff:203.0.113.7                       | ::ffff:203.0.113.7",
                // What cannot be read where it counts is refused.
                "nonsense                                 |",
                "203.0.113.7, unknown                     |",
                "203.0.113.7,                             |",
                "203.0.113.0/24                           |",
                "203.0.113.7:x                            |",
                "203.0.113.7 203.0.113.8                  |",
                "[203.0.113.7                             |",
                "localhost                                |",
                "fe80::1%eth0                             |",
                "nonsense, 10.2.2.2                       |",
            })
    void theClientIsTheLastAddressThatIsNoTrustedProxy(String chain, @Nullable String client) {
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: " + chain))
                .isEqualTo(Optional.ofNullable(client).map(address -> new RequestOrigin(address, false, null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7;proto=https;host=b.s3.example.com        | 203.0.113.7 | true  | b.s3.example.com",
                "For=203.0.113.7;Proto=HTTPS                              | 203.0.113.7 | true  |",
                "for=\"[2001:db8::1]:4711\" ; proto=http                  | 2001:db8::1 | false |",
                "for=1.1.1.1;proto=https, for=203.0.113.7;proto=http      | 203.0.113.7 | false |",
                "for=203.0.113.7;proto=https, for=10.2.2.2;proto=http     | 203.0.113.7 | true  |",
                "for=203.0.113.7;by=\"_a,b;c=d\";proto=https              | 203.0.113.7 | true  |",
                "for=\"203.0.113.\\7\";proto=https                      | 203.0.113.7 | true  |",
                "for=unknown;proto=https                                  |             | false |",
                "for=_hidden;proto=https                                  |             | false |",
                "proto=https                                              |             | false |",
                "for=203.0.113.7;for=203.0.113.8                          |             | false |",
                "for=203.0.113.7;proto                                    |             | false |",
                "for=[2001:db8::1]                                        |             | false |",
                "for=203.0.113.7,                                         |             | false |",
                "for=\"203.0.113.7                                        |             | false |",
                "for=203.0.113.7;proto=https;host=\"a b\"                 |             | false |",
                "for=203.0.113.7;proto=https proto=http                   |             | false |",
            })
    void theStandardFieldIsReadLikewise(String field, @Nullable String client, boolean secure, @Nullable String host) {
        assertThat(origin("10.0.0.1", false, "Forwarded: " + field))
                .isEqualTo(Optional.ofNullable(client).map(address -> new RequestOrigin(address, secure, host)));
    }

    @Test
    void severalFieldsAreOneChain() {
        assertThat(origin("fd00::1", false, "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 203.0.113.7, 10.2.2.2"))
                .hasValue(new RequestOrigin("203.0.113.7", false, null));
        assertThat(origin("fd00::1", true, "Forwarded: for=203.0.113.7;proto=https", "Forwarded: for=10.2.2.2"))
                .hasValue(new RequestOrigin("203.0.113.7", true, null));
    }

    @Test
    void whatAnUntrustedPeerSaysChangesNothing() {
        for (String peer : List.of("203.0.113.9", "11.0.0.1", "2001:db8::9", "0.0.0.0")) {
            for (boolean secure : new boolean[] {false, true}) {
                assertThat(origin(
                                peer,
                                secure,
                                "X-Forwarded-For: 10.0.0.1",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: other",
                                "Forwarded: for=10.0.0.1;proto=http;host=x"))
                        .hasValue(new RequestOrigin(peer, secure, null));
            }
        }
        assertThat(TrustedProxies.NONE.origin("10.0.0.1", false, new HttpHeaders().add("X-Forwarded-For", "1.1.1.1")))
                .hasValue(new RequestOrigin("10.0.0.1", false, null));
    }

    @ParameterizedTest
    @CsvSource({
        "https, true",
        "HTTPS, true",
        "http, false",
        "'https, https', true",
        "'https, http', false",
        "wss, false",
        "'', false"
    })
    void oneProtocolThatIsNotHttpsDecides(String protocols, boolean secure) {
        for (boolean own : new boolean[] {false, true}) {
            assertThat(origin("10.0.0.1", own, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: " + protocols))
                    .hasValue(new RequestOrigin("203.0.113.7", secure, null));
        }
    }

    @Test
    void aProxyThatSaysNothingIsTheClient() {
        assertThat(origin("10.0.0.1", true)).hasValue(new RequestOrigin("10.0.0.1", true, null));
        assertThat(origin("10.0.0.1", true, "X-Forwarded-For: 203.0.113.7"))
                .as("what it does not say of the transport is not assumed")
                .hasValue(new RequestOrigin("203.0.113.7", false, null));
    }

    @ParameterizedTest
    @CsvSource({"b.s3.example.com:8443, true", "'a, b', false", "a b, false"})
    void theHostIsOneName(String sent, boolean readable) {
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Host: " + sent))
                .isEqualTo(readable ? Optional.of(new RequestOrigin("203.0.113.7", false, sent)) : Optional.empty());
    }

    /** A proxy that writes one kind of field passes on what the client wrote in the other. */
    @Test
    void kindsThatContradictEachOtherAreRefused() {
        String[] agreeing = {
            "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "Forwarded: for=203.0.113.7;proto=https;host=h"
        };
        assertThat(origin("10.0.0.1", false, agreeing)).isPresent();
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: 203.0.113.7", "Forwarded: for=10.0.0.9"))
                .isEmpty();
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7;proto=https"))
                .isEmpty();
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: 203.0.113.7", "Forwarded: nonsense"))
                .isEmpty();
        assertThat(origin("10.0.0.1", false, "Forwarded: for=203.0.113.7", "X-Forwarded-Proto: https"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheClientWritesBeforeTheChainDoesNotMatter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "0123456789abcf.:[]\", ;=%/x";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder written = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                written.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(origin("10.0.0.1", false, "X-Forwarded-For: " + written + ", 203.0.113.7, 10.2.2.2"))
                    .as("seed %d: %s", seed, written)
                    .hasValue(new RequestOrigin("203.0.113.7", false, null));
            // Only a well-formed list can be continued; another one cannot be read at all.
            assertThat(origin("10.0.0.1", false, "Forwarded: " + written + ", for=203.0.113.7")
                            .map(RequestOrigin::address)
                            .orElse("refused"))
                    .as("seed %d: %s", seed, written)
                    .isIn("203.0.113.7", "refused");
        }
    }

    @Test
    void aChainOfManyTrustedProxiesHasAnEnd() {
        String chain = "203.0.113.7" + ", 10.2.2.2".repeat(100);
        assertThat(origin("10.0.0.1", false, "X-Forwarded-For: " + chain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0", "fe80::1%eth0", "fd00::/129"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedProxies.of(List.of(text)))
                .withMessageContaining("expected: an address or a range");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:8773, true",
        "b.s3.localhost.:1, true",
        "127.0.0.1, true",
        "[::1]:8773, true",
        "a_b-c.d, true",
        "'', true",
        "localhost:, true",
        "a:80:80, false",
        "a b, false",
        ".s3.localhost, false",
        "a..b, false",
        "user@host, false",
        "a/b, false",
        "a%2Fb, false",
        "[::1, false",
        "::1, false",
        "a:x, false",
        "'a,b', false",
        "b\u00fccher, false"
    })
    void aHostIsANameOrAnAddressAndAPort(String host, boolean valid) {
        assertThat(HostSyntax.valid(host)).isEqualTo(valid);
    }
}
