// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteServiceSpecificCredentialRequest;
import io.drawbridge.iam.model.DeleteServiceSpecificCredentialResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Deletes a service-specific credential.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html">DeleteServiceSpecificCredential</a>
 */
final class DeleteServiceSpecificCredential
        implements ApiAction<DeleteServiceSpecificCredentialRequest, DeleteServiceSpecificCredentialResponse> {
    private final UserCredentials credentials;

    DeleteServiceSpecificCredential(UserCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Operation<DeleteServiceSpecificCredentialRequest, DeleteServiceSpecificCredentialResponse> operation() {
        return DeleteServiceSpecificCredentialRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteServiceSpecificCredentialRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:DeleteServiceSpecificCredential", credentials.store(), context));
    }

    @Override
    public DeleteServiceSpecificCredentialResponse handle(
            DeleteServiceSpecificCredentialRequest input, RequestContext context) {
        credentials.delete(context, CredentialOwner.of(input.userName(), context), input.serviceSpecificCredentialId());
        return DeleteServiceSpecificCredentialResponse.builder().build();
    }
}
