// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.model.ResetServiceSpecificCredentialRequest;
import io.drawbridge.iam.model.ResetServiceSpecificCredentialResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Gives a service-specific credential another secret, which only this response contains.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html">ResetServiceSpecificCredential</a>
 */
final class ResetServiceSpecificCredential
        implements ApiAction<ResetServiceSpecificCredentialRequest, ResetServiceSpecificCredentialResponse> {
    private final UserCredentials credentials;
    private final Creation creation;

    ResetServiceSpecificCredential(UserCredentials credentials, Creation creation) {
        this.credentials = credentials;
        this.creation = creation;
    }

    @Override
    public Operation<ResetServiceSpecificCredentialRequest, ResetServiceSpecificCredentialResponse> operation() {
        return ResetServiceSpecificCredentialRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ResetServiceSpecificCredentialRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:ResetServiceSpecificCredential", credentials.store(), context));
    }

    @Override
    public ResetServiceSpecificCredentialResponse handle(
            ResetServiceSpecificCredentialRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        SecretKey secret = creation.ids().secret();
        return credentials.store().change(context, transaction -> {
            UserCredential credential = credentials
                    .require(transaction, account, owner, input.serviceSpecificCredentialId())
                    .withBody(ServiceCredentials.hash(secret));
            credentials.table().put(transaction, credential);
            return ResetServiceSpecificCredentialResponse.builder()
                    .serviceSpecificCredential(ServiceCredentials.withSecret(
                            credential, credentials.shownName(transaction, account, owner), secret))
                    .build();
        });
    }
}
