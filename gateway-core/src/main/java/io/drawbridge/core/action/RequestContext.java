// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import java.time.Instant;
import java.util.List;

/**
 * A request of which is known who sent it.
 *
 * @param requestId the id that the client sees
 * @param request as it arrived, with the body without any signing frame
 * @param caller who
 * @param payload how the signature covers the body
 * @param authorization the caller's policies and the global condition keys of this request
 * @param authorizer decides
 * @param now the time that policies and expiry see
 * @param region the region that served it
 * @param findings what checks and handling look up once
 * @param log gets what is decided
 */
public record RequestContext(
        String requestId,
        ApiRequest request,
        Caller caller,
        Payload payload,
        AuthorizationContext authorization,
        Authorizer authorizer,
        Instant now,
        String region,
        RequestFindings findings,
        RequestLogBuilder log) {
    /**
     * The caller, which is not anonymous.
     *
     * @throws IllegalStateException for an unsigned request: its operation must refuse those before
     */
    public Principal.InAccount principal() {
        if (caller.principal() instanceof Principal.InAccount principal) {
            return principal;
        }
        throw new IllegalStateException("caller: " + caller.principal() + " (expected: a principal in an account)");
    }

    /** The account of the caller. */
    public AccountId account() {
        return principal().account();
    }

    /** Decides without an effect on the request: whether the caller may see more, for example. */
    public Decision decide(AccessCheck check) {
        return authorizer.decide(authorization, check);
    }

    /** Whether the resource's policy allows the action to the caller for some resource and some condition values. */
    public boolean resourcePolicyMayAllow(AccessCheck check) {
        return authorizer.resourcePolicyMayAllow(authorization, check);
    }

    /** The error for a denied check, in AWS's words. */
    public AwsException denial(AccessCheck check, Decision.Denied denied) {
        log.decision(check, denied);
        return authorizer.denial(authorization, check, denied);
    }

    /**
     * Passes when every check is allowed.
     *
     * @throws io.drawbridge.core.error.AwsException AccessDenied for the first one that is not
     */
    public void require(List<AccessCheck> checks) {
        for (AccessCheck check : checks) {
            require(check);
        }
    }

    /**
     * Passes when the check is allowed.
     *
     * @throws io.drawbridge.core.error.AwsException AccessDenied, with the reason where AWS tells it
     */
    public Decision.Allowed require(AccessCheck check) {
        Decision decision = decide(check);
        if (decision instanceof Decision.Denied denied) {
            throw denial(check, denied);
        }
        log.decision(check, decision);
        return (Decision.Allowed) decision;
    }
}
