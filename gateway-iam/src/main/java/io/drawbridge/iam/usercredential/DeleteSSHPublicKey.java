// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteSSHPublicKeyRequest;
import io.drawbridge.iam.model.DeleteSSHPublicKeyResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Deletes an SSH public key.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html">DeleteSSHPublicKey</a>
 */
final class DeleteSSHPublicKey implements ApiAction<DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResponse> {
    private final UserCredentials keys;

    DeleteSSHPublicKey(UserCredentials keys) {
        this.keys = keys;
    }

    @Override
    public Operation<DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResponse> operation() {
        return DeleteSSHPublicKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteSSHPublicKeyRequest input, RequestContext context) {
        return List.of(
                CredentialOwner.of(input.userName(), context).check("iam:DeleteSSHPublicKey", keys.store(), context));
    }

    @Override
    public DeleteSSHPublicKeyResponse handle(DeleteSSHPublicKeyRequest input, RequestContext context) {
        keys.delete(context, CredentialOwner.of(input.userName(), context), input.sshPublicKeyId());
        return DeleteSSHPublicKeyResponse.builder().build();
    }
}
