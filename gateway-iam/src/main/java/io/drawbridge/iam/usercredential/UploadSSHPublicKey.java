// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.SSHPublicKey;
import io.drawbridge.iam.model.UploadSSHPublicKeyRequest;
import io.drawbridge.iam.model.UploadSSHPublicKeyResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Adds an SSH public key to a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html">UploadSSHPublicKey</a>
 */
final class UploadSSHPublicKey implements ApiAction<UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse> {
    private final UserCredentials keys;
    private final Creation creation;

    UploadSSHPublicKey(UserCredentials keys, Creation creation) {
        this.keys = keys;
        this.creation = creation;
    }

    @Override
    public Operation<UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse> operation() {
        return UploadSSHPublicKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UploadSSHPublicKeyRequest input, RequestContext context) {
        return List.of(
                CredentialOwner.of(input.userName(), context).check("iam:UploadSSHPublicKey", keys.store(), context));
    }

    @Override
    public UploadSSHPublicKeyResponse handle(UploadSSHPublicKeyRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        String keyId = creation.ids().publicKeyId(account);
        Instant now = creation.now();
        return keys.store().change(context, transaction -> {
            // AWS: a user that does not exist is reported before a key that is none.
            List<UserCredential> present = keys.of(transaction, account, owner);
            SshKey key = SshKey.parse(input.sshPublicKeyBody());
            if (present.stream().anyMatch(other -> SshKey.parse(other.body()).equals(key))) {
                throw new AwsException(
                        IamError.DUPLICATE_SSH_PUBLIC_KEY,
                        "The SSH public key is already associated with the specified IAM user.");
            }
            IamLimits.requireRoom(present.size(), IamLimits.SSH_PUBLIC_KEYS_PER_USER, "SSHPublicKeysPerUser");
            UserCredential credential = new UserCredential(
                    account,
                    owner.id(transaction, keys.store(), account),
                    keys.kind(),
                    keyId,
                    true,
                    now,
                    input.sshPublicKeyBody(),
                    Map.of());
            keys.table().put(transaction, credential);
            return UploadSSHPublicKeyResponse.builder()
                    .sshPublicKey(SSHPublicKey.builder()
                            .userName(keys.shownName(transaction, account, owner))
                            .sshPublicKeyId(keyId)
                            .fingerprint(key.fingerprint())
                            .sshPublicKeyBody(input.sshPublicKeyBody())
                            .status(credential.status())
                            .uploadDate(now)
                            .build())
                    .build();
        });
    }
}
