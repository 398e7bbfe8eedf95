// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.model.Operation;
import io.drawbridge.sts.limits.StsLimits;
import io.drawbridge.sts.model.GetSessionTokenRequest;
import io.drawbridge.sts.model.GetSessionTokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Issues temporary credentials of a user or a root for itself.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
 */
final class GetSessionToken implements ApiAction<GetSessionTokenRequest, GetSessionTokenResponse> {

    private final SessionTokens tokens;
    private final MfaUse mfa;

    GetSessionToken(SessionTokens tokens, MfaUse mfa) {
        this.tokens = tokens;
        this.mfa = mfa;
    }

    @Override
    public Operation<GetSessionTokenRequest, GetSessionTokenResponse> operation() {
        return GetSessionTokenRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    // AWS: no permission is needed, and the manual states that policies cannot control it.
    @Override
    public List<AccessCheck> accessChecks(GetSessionTokenRequest input, RequestContext context) {
        return List.of();
    }

    @Override
    public GetSessionTokenResponse handle(GetSessionTokenRequest input, RequestContext context) {
        Instant mfaAt = mfa.of(input.serialNumber(), input.tokenCode(), context);
        int seconds =
                input.durationSeconds() == null ? StsLimits.USER_DURATION_SECONDS_DEFAULT : input.durationSeconds();
        if (context.principal() instanceof Principal.AccountRoot) {
            seconds = Math.min(seconds, StsLimits.ROOT_DURATION_SECONDS);
        }
        SessionFacts facts = new SessionFacts(
                context.now(),
                context.now().plus(Duration.ofSeconds(seconds)),
                null,
                List.of(),
                Map.of(),
                Set.of(),
                mfaAt,
                null,
                null);
        return GetSessionTokenResponse.builder()
                .credentials(StsCredentials.of(tokens.issue(context.principal(), facts)))
                .build();
    }
}
