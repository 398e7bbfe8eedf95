// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.caller;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.sts.model.StsOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions that tell whose credentials are whose. */
public final class CallerActions implements ActionFamily<StsOperation> {
    private final CredentialSource credentials;

    public CallerActions(CredentialSource credentials) {
        this.credentials = credentials;
    }

    @Override
    public Set<StsOperation> operations() {
        return EnumSet.of(StsOperation.GET_CALLER_IDENTITY, StsOperation.GET_ACCESS_KEY_INFO);
    }

    @Override
    public ApiAction<?, ?> create(StsOperation name) {
        return switch (name) {
            case GET_CALLER_IDENTITY -> new GetCallerIdentity();
            case GET_ACCESS_KEY_INFO -> new GetAccessKeyInfo(credentials);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
