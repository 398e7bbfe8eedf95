// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.sts.model.StsOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions that give sessions of users and roots. */
public final class SessionActions implements ActionFamily<StsOperation> {
    private final IdentityDirectory directory;
    private final SessionTokens tokens;
    private final MfaUse mfa;

    public SessionActions(IdentityDirectory directory, SessionTokens tokens, MfaUse mfa) {
        this.directory = directory;
        this.tokens = tokens;
        this.mfa = mfa;
    }

    @Override
    public Set<StsOperation> operations() {
        return EnumSet.of(StsOperation.GET_FEDERATION_TOKEN, StsOperation.GET_SESSION_TOKEN);
    }

    @Override
    public ApiAction<?, ?> create(StsOperation name) {
        return switch (name) {
            case GET_FEDERATION_TOKEN -> new GetFederationToken(directory, tokens);
            case GET_SESSION_TOKEN -> new GetSessionToken(tokens, mfa);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
