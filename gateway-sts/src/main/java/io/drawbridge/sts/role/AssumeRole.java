// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.auth.IssuedCredentials;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AssumableRole;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.model.Operation;
import io.drawbridge.sts.limits.StsLimits;
import io.drawbridge.sts.model.AssumeRoleRequest;
import io.drawbridge.sts.model.AssumeRoleResponse;
import io.drawbridge.sts.model.AssumedRoleUser;
import io.drawbridge.sts.session.MfaUse;
import io.drawbridge.sts.session.SessionPolicies;
import io.drawbridge.sts.session.StsCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Issues temporary credentials of a role to a caller that is allowed by the role's trust policy and, where needed, by
 * the caller's own policies.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class AssumeRole implements ApiAction<AssumeRoleRequest, AssumeRoleResponse> {

    private final IdentityDirectory directory;
    private final SessionTokens tokens;
    private final MfaUse mfa;

    AssumeRole(IdentityDirectory directory, SessionTokens tokens, MfaUse mfa) {
        this.directory = directory;
        this.tokens = tokens;
        this.mfa = mfa;
    }

    @Override
    public Operation<AssumeRoleRequest, AssumeRoleResponse> operation() {
        return AssumeRoleRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(AssumeRoleRequest input, RequestContext context) {
        Principal.InAccount caller = context.principal();
        if (caller instanceof Principal.AccountRoot) {
            throw new AwsException(CommonError.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
        }
        // AWS: a code is judged before anything about the role is.
        SessionRequest session = session(input, context);
        RoleTarget target = RoleTarget.of(directory, input.roleArn(), context);
        List<AccessCheck> checks = new ArrayList<>(3);
        checks.add(target.check("sts:AssumeRole", session));
        if (session.tagged()) {
            checks.add(target.check("sts:TagSession", session));
        }
        if (session.sourceIdentity() != null) {
            checks.add(target.check("sts:SetSourceIdentity", session));
        }
        return checks;
    }

    @Override
    public AssumeRoleResponse handle(AssumeRoleRequest input, RequestContext context) {
        // The checks passed, and they never pass without a role.
        AssumableRole role = RoleTarget.of(directory, input.roleArn(), context)
                .role()
                .orElseThrow(() -> new AwsException(
                        CommonError.ACCESS_DENIED,
                        "User: " + context.principal().arn()
                                + " is not authorized to perform: sts:AssumeRole on resource: " + input.roleArn()));
        boolean chained = context.principal() instanceof Principal.RoleSession;
        int seconds = durationSeconds(input, role, chained);
        SessionRequest session = session(input, context);
        SessionFacts facts = new SessionFacts(
                context.now(),
                context.now().plus(Duration.ofSeconds(seconds)),
                SessionPolicies.inline(input.policy()),
                SessionPolicies.managed(directory, input.policyArns(), role.account()),
                session.tags(),
                session.transitiveTagKeys(),
                session.mfaAt(),
                session.sourceIdentity(),
                null);
        int packedPercent = StsCredentials.packedPercent(facts);
        Principal.RoleSession principal = new Principal.RoleSession(
                role.account(), role.arn(), role.roleId(), role.roleName(), input.roleSessionName());
        IssuedCredentials issued = tokens.issue(principal, facts);
        AssumeRoleResponse.Builder response = AssumeRoleResponse.builder()
                .credentials(StsCredentials.of(issued))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .assumedRoleId(principal.userId())
                        .arn(principal.arn().toString())
                        .build())
                .sourceIdentity(session.sourceIdentity());
        if (facts.limited() || !input.tags().isEmpty()) {
            response.packedPolicySize(packedPercent);
        }
        return response.build();
    }

    private SessionRequest session(AssumeRoleRequest input, RequestContext context) {
        return SessionRequest.of(
                input, context.caller().session(), mfa.of(input.serialNumber(), input.tokenCode(), context));
    }

    private static int durationSeconds(AssumeRoleRequest input, AssumableRole role, boolean chained) {
        Integer requestedSeconds = input.durationSeconds();
        if (requestedSeconds == null) {
            return StsLimits.ROLE_DURATION_SECONDS_DEFAULT;
        }
        if (chained && requestedSeconds > StsLimits.CHAINED_DURATION_SECONDS) {
            throw new AwsException(
                    CommonError.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                            + " chaining.");
        }
        if (requestedSeconds > role.maxSessionDurationSeconds()) {
            throw new AwsException(
                    CommonError.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return requestedSeconds;
    }
}
