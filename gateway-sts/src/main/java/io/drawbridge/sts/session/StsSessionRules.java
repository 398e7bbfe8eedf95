// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.SessionRules;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import java.util.Set;

/** The STS operations that temporary credentials may call. */
public final class StsSessionRules implements SessionRules {
    private static final Set<String> NEED_LONG_TERM_KEYS = Set.of("GetSessionToken", "GetFederationToken");

    @Override
    public void check(String operation, RequestContext context) {
        Caller caller = context.caller();
        if (caller.session() == null || operation.equals("GetCallerIdentity")) {
            return;
        }
        if (NEED_LONG_TERM_KEYS.contains(operation)) {
            throw new AwsException(CommonError.ACCESS_DENIED, "Cannot call " + operation + " with session credentials");
        }
        boolean role = caller.principal() instanceof Principal.RoleSession;
        // AssumeRole itself refuses a root.
        boolean owner =
                caller.principal() instanceof Principal.IamUser || caller.principal() instanceof Principal.AccountRoot;
        if (!role && !(owner && operation.equals("AssumeRole"))) {
            throw new AwsException(CommonError.ACCESS_DENIED, "Cannot call " + operation + " with session credentials");
        }
    }
}
