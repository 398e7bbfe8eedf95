// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.UpdateSSHPublicKeyRequest;
import io.drawbridge.iam.model.UpdateSSHPublicKeyResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Activates or deactivates an SSH public key.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html">UpdateSSHPublicKey</a>
 */
final class UpdateSSHPublicKey implements ApiAction<UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResponse> {
    private final UserCredentials keys;

    UpdateSSHPublicKey(UserCredentials keys) {
        this.keys = keys;
    }

    @Override
    public Operation<UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResponse> operation() {
        return UpdateSSHPublicKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateSSHPublicKeyRequest input, RequestContext context) {
        return List.of(
                CredentialOwner.of(input.userName(), context).check("iam:UpdateSSHPublicKey", keys.store(), context));
    }

    @Override
    public UpdateSSHPublicKeyResponse handle(UpdateSSHPublicKeyRequest input, RequestContext context) {
        keys.setStatus(context, CredentialOwner.of(input.userName(), context), input.sshPublicKeyId(), input.status());
        return UpdateSSHPublicKeyResponse.builder().build();
    }
}
