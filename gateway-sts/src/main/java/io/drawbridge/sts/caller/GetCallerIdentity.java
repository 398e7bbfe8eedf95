// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.caller;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.model.Operation;
import io.drawbridge.sts.model.GetCallerIdentityRequest;
import io.drawbridge.sts.model.GetCallerIdentityResponse;
import java.util.List;

/**
 * Returns the identity of the caller.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
final class GetCallerIdentity implements ApiAction<GetCallerIdentityRequest, GetCallerIdentityResponse> {
    @Override
    public Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> operation() {
        return GetCallerIdentityRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    // AWS: needs no permission, and succeeds even under an explicit deny.
    @Override
    public List<AccessCheck> accessChecks(GetCallerIdentityRequest input, RequestContext context) {
        return List.of();
    }

    @Override
    public GetCallerIdentityResponse handle(GetCallerIdentityRequest input, RequestContext context) {
        Principal.InAccount principal = context.principal();
        return GetCallerIdentityResponse.builder()
                .account(principal.account().digits())
                .arn(principal.arn().toString())
                .userId(principal.userId())
                .build();
    }
}
