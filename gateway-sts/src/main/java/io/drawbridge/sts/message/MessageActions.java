// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.message;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.sts.model.StsOperation;
import org.jspecify.annotations.Nullable;

/** The action that reads encoded messages. */
public final class MessageActions implements ActionFamily<StsOperation> {
    private final AuthorizationMessages messages;

    public MessageActions(AuthorizationMessages messages) {
        this.messages = messages;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(StsOperation name) {
        return name == StsOperation.DECODE_AUTHORIZATION_MESSAGE ? new DecodeAuthorizationMessage(messages) : null;
    }
}
