// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.sts.model.StsOperation;
import io.drawbridge.sts.session.MfaUse;
import java.util.EnumSet;
import java.util.Set;

/** The actions that give sessions of roles. */
public final class RoleActions implements ActionFamily<StsOperation> {
    private final IdentityDirectory directory;
    private final SessionTokens tokens;
    private final MfaUse mfa;

    public RoleActions(IdentityDirectory directory, SessionTokens tokens, MfaUse mfa) {
        this.directory = directory;
        this.tokens = tokens;
        this.mfa = mfa;
    }

    @Override
    public Set<StsOperation> operations() {
        return EnumSet.of(StsOperation.ASSUME_ROLE);
    }

    @Override
    public ApiAction<?, ?> create(StsOperation name) {
        return switch (name) {
            case ASSUME_ROLE -> new AssumeRole(directory, tokens, mfa);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
