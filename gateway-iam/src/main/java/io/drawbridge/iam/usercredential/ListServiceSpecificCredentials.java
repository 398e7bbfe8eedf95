// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.ListServiceSpecificCredentialsRequest;
import io.drawbridge.iam.model.ListServiceSpecificCredentialsResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the service-specific credentials of a user, or of all users of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html">ListServiceSpecificCredentials</a>
 */
final class ListServiceSpecificCredentials
        implements ApiAction<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse> {
    private final UserCredentials credentials;
    private final Pager pager;

    ListServiceSpecificCredentials(UserCredentials credentials, Pager pager) {
        this.credentials = credentials;
        this.pager = pager;
    }

    @Override
    public Operation<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse> operation() {
        return ListServiceSpecificCredentialsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListServiceSpecificCredentialsRequest input, RequestContext context) {
        return List.of(
                Boolean.TRUE.equals(input.allUsers())
                        ? EntityAccess.onList("iam:ListServiceSpecificCredentials", "user", null, context)
                        : CredentialOwner.of(input.userName(), context)
                                .check("iam:ListServiceSpecificCredentials", credentials.store(), context));
    }

    @Override
    public ListServiceSpecificCredentialsResponse handle(
            ListServiceSpecificCredentialsRequest input, RequestContext context) {
        AccountId account = context.account();
        String service = input.serviceName();
        boolean all = Boolean.TRUE.equals(input.allUsers());
        if (all && input.userName() != null) {
            throw new AwsException(IamError.VALIDATION_ERROR, "UserName cannot be given together with AllUsers.");
        }
        CredentialOwner owner = all ? new CredentialOwner(null) : CredentialOwner.of(input.userName(), context);
        PageRequest request = PageRequest.of(
                pager,
                "iam:ListServiceSpecificCredentials",
                context,
                input.marker(),
                input.maxItems(),
                owner.userName(),
                service,
                Boolean.toString(all));
        return credentials.store().read(context, transaction -> {
            Map<String, String> names = new HashMap<>();
            List<UserCredential> found = new ArrayList<>();
            if (all) {
                credentials.store().tables().users().walk(transaction, account, null, user -> {
                    names.put(user.id(), user.name());
                    found.addAll(credentials.table().list(transaction, account, user.id(), credentials.kind()));
                    return true;
                });
            } else {
                String ownerId = owner.id(transaction, credentials.store(), account);
                names.put(ownerId, credentials.shownName(transaction, account, owner));
                found.addAll(credentials.table().list(transaction, account, ownerId, credentials.kind()));
            }
            found.removeIf(credential ->
                    service != null && !service.equals(credential.details().get(ServiceCredentials.SERVICE)));
            PageRequest.Page<UserCredential> page = request.cut(found, UserCredential::id);
            return ListServiceSpecificCredentialsResponse.builder()
                    .serviceSpecificCredentials(page.map(credential -> ServiceCredentials.listed(
                                    credential, names.getOrDefault(credential.ownerId(), credential.ownerId())))
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
