// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.ListedIdentities;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of sessions between their requests. */
class CallerResolverTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final long KEPT_BYTES_MAX = 32L << 20;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final CallerResolver callers = new CallerResolver(
            new ListedIdentities(ACCOUNT), new Authorizer(clock), (key, service, region, at) -> {}, clock, "us-east-1");

    private void request(String sessionPolicy) {
        SessionFacts facts = new SessionFacts(
                NOW, NOW.plusSeconds(900), sessionPolicy, List.of(), Map.of(), Set.of(), null, null, null);
        Principal role = new Principal.RoleSession(ACCOUNT, Arn.iam(ACCOUNT, "role/r"), "AROAR", "r", "s");
        Caller caller = new Caller(role, facts, "ASIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        RequestBody body = RequestBody.of(new byte[0]);
        ApiRequest request = new ApiRequest("GET", "/", "", new HttpHeaders(), body, "192.0.2.1", true, NOW);
        assertThat(callers.resolve(
                        "request",
                        "s3",
                        request,
                        new Authenticated(caller, body, Payload.PLAIN),
                        "us-east-1",
                        new RequestLogBuilder("request", request, () -> 0, false)))
                .isPresent();
    }

    @Test
    void sessionPoliciesAreKeptByWeightNotByNumber() {
        for (int i = 0; i < 30; i++) {
            request(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"
                            + " ".repeat(100_000 + i));
            assertThat(callers.cachedBytes()).isBetween(1L, KEPT_BYTES_MAX);
        }
    }
}
