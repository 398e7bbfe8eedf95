// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.message;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.sts.model.DecodeAuthorizationMessageRequest;
import io.drawbridge.sts.model.DecodeAuthorizationMessageResponse;
import io.drawbridge.sts.model.StsError;
import java.util.List;

/**
 * Decodes the encoded message of a denial, for principals of the account whose caller was denied.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">
 *     DecodeAuthorizationMessage</a>
 */
final class DecodeAuthorizationMessage
        implements ApiAction<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse> {
    private final AuthorizationMessages messages;

    DecodeAuthorizationMessage(AuthorizationMessages messages) {
        this.messages = messages;
    }

    @Override
    public Operation<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse> operation() {
        return DecodeAuthorizationMessageRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(DecodeAuthorizationMessageRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("sts:DecodeAuthorizationMessage"));
    }

    @Override
    public DecodeAuthorizationMessageResponse handle(DecodeAuthorizationMessageRequest input, RequestContext context) {
        String decoded = messages.decode(input.encodedMessage(), context.account())
                .orElseThrow(() ->
                        new AwsException(StsError.INVALID_AUTHORIZATION_MESSAGE_EXCEPTION, "Message is not valid"));
        return DecodeAuthorizationMessageResponse.builder()
                .decodedMessage(decoded)
                .build();
    }
}
