// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.UpdateServiceSpecificCredentialRequest;
import io.drawbridge.iam.model.UpdateServiceSpecificCredentialResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Activates or deactivates a service-specific credential.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html">UpdateServiceSpecificCredential</a>
 */
final class UpdateServiceSpecificCredential
        implements ApiAction<UpdateServiceSpecificCredentialRequest, UpdateServiceSpecificCredentialResponse> {
    private final UserCredentials credentials;

    UpdateServiceSpecificCredential(UserCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Operation<UpdateServiceSpecificCredentialRequest, UpdateServiceSpecificCredentialResponse> operation() {
        return UpdateServiceSpecificCredentialRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateServiceSpecificCredentialRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:UpdateServiceSpecificCredential", credentials.store(), context));
    }

    @Override
    public UpdateServiceSpecificCredentialResponse handle(
            UpdateServiceSpecificCredentialRequest input, RequestContext context) {
        credentials.setStatus(
                context,
                CredentialOwner.of(input.userName(), context),
                input.serviceSpecificCredentialId(),
                input.status());
        return UpdateServiceSpecificCredentialResponse.builder().build();
    }
}
