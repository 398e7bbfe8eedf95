// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetSSHPublicKeyRequest;
import io.drawbridge.iam.model.GetSSHPublicKeyResponse;
import io.drawbridge.iam.model.SSHPublicKey;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Returns an SSH public key of a user in one of its forms.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html">GetSSHPublicKey</a>
 */
final class GetSSHPublicKey implements ApiAction<GetSSHPublicKeyRequest, GetSSHPublicKeyResponse> {
    private final UserCredentials keys;

    GetSSHPublicKey(UserCredentials keys) {
        this.keys = keys;
    }

    @Override
    public Operation<GetSSHPublicKeyRequest, GetSSHPublicKeyResponse> operation() {
        return GetSSHPublicKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetSSHPublicKeyRequest input, RequestContext context) {
        return List.of(
                CredentialOwner.of(input.userName(), context).check("iam:GetSSHPublicKey", keys.store(), context));
    }

    @Override
    public GetSSHPublicKeyResponse handle(GetSSHPublicKeyRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        return keys.store().read(context, transaction -> {
            UserCredential credential = keys.require(transaction, account, owner, input.sshPublicKeyId());
            SshKey key = SshKey.parse(credential.body());
            return GetSSHPublicKeyResponse.builder()
                    .sshPublicKey(SSHPublicKey.builder()
                            .userName(keys.shownName(transaction, account, owner))
                            .sshPublicKeyId(credential.id())
                            .fingerprint(key.fingerprint())
                            .sshPublicKeyBody(body(credential, key, input.encoding()))
                            .status(credential.status())
                            .uploadDate(credential.createdAt())
                            .build())
                    .build();
        });
    }

    /** A key that was uploaded in the wanted form is returned as it was, with its comment. */
    private static String body(UserCredential credential, SshKey key, String encoding) {
        boolean ssh = credential.body().strip().startsWith("ssh-rsa ");
        if (encoding.equals("SSH")) {
            return ssh ? credential.body() : key.ssh();
        }
        return ssh ? key.pem() : credential.body();
    }
}
