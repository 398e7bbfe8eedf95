// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.sts.model.StsOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions that give sessions of roles. */
public final class RoleActions implements ActionFamily<StsOperation> {
    private final IdentityDirectory directory;
    private final SessionTokens tokens;

    public RoleActions(IdentityDirectory directory, SessionTokens tokens) {
        this.directory = directory;
        this.tokens = tokens;
    }

    @Override
    public Set<StsOperation> operations() {
        return EnumSet.of(StsOperation.ASSUME_ROLE);
    }

    @Override
    public ApiAction<?, ?> create(StsOperation name) {
        return switch (name) {
            case ASSUME_ROLE -> new AssumeRole(directory, tokens);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
