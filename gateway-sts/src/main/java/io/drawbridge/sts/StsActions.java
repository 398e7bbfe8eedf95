// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.SecondFactors;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.sts.caller.CallerActions;
import io.drawbridge.sts.message.MessageActions;
import io.drawbridge.sts.model.StsOperation;
import io.drawbridge.sts.model.StsService;
import io.drawbridge.sts.role.RoleActions;
import io.drawbridge.sts.session.MfaUse;
import io.drawbridge.sts.session.SessionActions;
import io.drawbridge.sts.session.StsSessionRules;
import java.util.List;
import java.util.Set;

/** All actions of STS that are done. */
public final class StsActions {
    private StsActions() {}

    public static ActionRegistry<StsOperation> registry(
            IdentityDirectory directory,
            CredentialSource credentials,
            SessionTokens tokens,
            AuthorizationMessages messages,
            SecondFactors secondFactors) {
        MfaUse mfa = new MfaUse(secondFactors);
        return new ActionRegistry<>(
                StsOperation.class,
                List.of(
                        new RoleActions(directory, tokens, mfa),
                        new SessionActions(directory, tokens, mfa),
                        new CallerActions(credentials),
                        new MessageActions(messages)));
    }

    /** The service as a server offers it. */
    public static ApiService<StsOperation> service(
            ActionRegistry<StsOperation> actions, QueryProtocol protocol, String requestedRegion) {
        return new ApiService<>(
                StsService.MODEL,
                new ApiService.Endpoints(Set.of("sts", "sts-fips", "tokens"), "/services/Tokens"),
                protocol,
                actions,
                new StsSessionRules(),
                requestedRegion);
    }
}
