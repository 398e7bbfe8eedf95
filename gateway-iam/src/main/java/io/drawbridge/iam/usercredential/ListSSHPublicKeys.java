// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListSSHPublicKeysRequest;
import io.drawbridge.iam.model.ListSSHPublicKeysResponse;
import io.drawbridge.iam.model.SSHPublicKeyMetadata;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Lists the SSH public keys of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html">ListSSHPublicKeys</a>
 */
final class ListSSHPublicKeys implements ApiAction<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse> {
    private final UserCredentials keys;
    private final Pager pager;

    ListSSHPublicKeys(UserCredentials keys, Pager pager) {
        this.keys = keys;
        this.pager = pager;
    }

    @Override
    public Operation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse> operation() {
        return ListSSHPublicKeysRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListSSHPublicKeysRequest input, RequestContext context) {
        return List.of(
                CredentialOwner.of(input.userName(), context).check("iam:ListSSHPublicKeys", keys.store(), context));
    }

    @Override
    public ListSSHPublicKeysResponse handle(ListSSHPublicKeysRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        PageRequest request = PageRequest.of(
                pager, "iam:ListSSHPublicKeys", context, input.marker(), input.maxItems(), owner.userName());
        return keys.store().read(context, transaction -> {
            String userName = keys.shownName(transaction, account, owner);
            PageRequest.Page<UserCredential> page =
                    request.cut(keys.of(transaction, account, owner), UserCredential::id);
            return ListSSHPublicKeysResponse.builder()
                    .sshPublicKeys(page.map(key -> SSHPublicKeyMetadata.builder()
                                    .userName(userName)
                                    .sshPublicKeyId(key.id())
                                    .status(key.status())
                                    .uploadDate(key.createdAt())
                                    .build())
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
