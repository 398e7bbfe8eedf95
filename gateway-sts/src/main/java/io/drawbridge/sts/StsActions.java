// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.sts.caller.CallerActions;
import io.drawbridge.sts.message.MessageActions;
import io.drawbridge.sts.model.StsOperation;
import io.drawbridge.sts.role.RoleActions;
import io.drawbridge.sts.session.SessionActions;
import java.util.List;

/** All actions of STS that are done. */
public final class StsActions {
    private StsActions() {}

    public static ActionRegistry<StsOperation> registry(
            IdentityDirectory directory,
            CredentialSource credentials,
            SessionTokens tokens,
            AuthorizationMessages messages) {
        return new ActionRegistry<>(
                StsOperation.class,
                List.of(
                        new RoleActions(directory, tokens),
                        new SessionActions(directory, tokens),
                        new CallerActions(credentials),
                        new MessageActions(messages)));
    }
}
