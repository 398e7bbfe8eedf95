// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.message;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.sts.model.StsOperation;
import java.util.EnumSet;
import java.util.Set;

/** The action that reads encoded messages. */
public final class MessageActions implements ActionFamily<StsOperation> {
    private final AuthorizationMessages messages;

    public MessageActions(AuthorizationMessages messages) {
        this.messages = messages;
    }

    @Override
    public Set<StsOperation> operations() {
        return EnumSet.of(StsOperation.DECODE_AUTHORIZATION_MESSAGE);
    }

    @Override
    public ApiAction<?, ?> create(StsOperation name) {
        return switch (name) {
            case DECODE_AUTHORIZATION_MESSAGE -> new DecodeAuthorizationMessage(messages);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
