// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.SessionRules;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;

/**
 * The IAM operations that temporary credentials may call: a role session may call all of them, a user's or root's own
 * session only with MFA, and a federated session none.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html">Comparing STS
 *     credentials</a>
 */
public final class IamSessionRules implements SessionRules {
    @Override
    public void check(String operation, RequestContext context) {
        Caller caller = context.caller();
        SessionFacts session = caller.session();
        if (session == null || caller.principal() instanceof Principal.RoleSession) {
            return;
        }
        if (caller.principal() instanceof Principal.FederatedSession) {
            throw new AwsException(CommonError.ACCESS_DENIED, "Cannot call " + operation + " with session credentials");
        }
        if (session.mfaAt() == null) {
            // AWS: responds as if the credentials were unknown (observed with GetSessionToken and ListUsers).
            throw new AwsException(
                    CommonError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.");
        }
    }
}
