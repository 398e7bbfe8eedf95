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
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreateServiceSpecificCredentialRequest;
import io.drawbridge.iam.model.CreateServiceSpecificCredentialResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates a credential of a user for one service. Only this response contains its secret.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html">CreateServiceSpecificCredential</a>
 */
final class CreateServiceSpecificCredential
        implements ApiAction<CreateServiceSpecificCredentialRequest, CreateServiceSpecificCredentialResponse> {
    private final UserCredentials credentials;
    private final Creation creation;

    CreateServiceSpecificCredential(UserCredentials credentials, Creation creation) {
        this.credentials = credentials;
        this.creation = creation;
    }

    @Override
    public Operation<CreateServiceSpecificCredentialRequest, CreateServiceSpecificCredentialResponse> operation() {
        return CreateServiceSpecificCredentialRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateServiceSpecificCredentialRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:CreateServiceSpecificCredential", credentials.store(), context));
    }

    @Override
    public CreateServiceSpecificCredentialResponse handle(
            CreateServiceSpecificCredentialRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        SecretKey secret = creation.ids().secret();
        String id = ServiceCredentials.newId(creation, account);
        Instant now = creation.now();
        return credentials.store().change(context, transaction -> {
            String userName = credentials.shownName(transaction, account, owner);
            ServiceCredentials.check(input.serviceName(), input.credentialAgeDays());
            long present = credentials.of(transaction, account, owner).stream()
                    .filter(other -> input.serviceName().equals(other.details().get(ServiceCredentials.SERVICE)))
                    .count();
            IamLimits.requireRoom(present, IamLimits.SERVICE_CREDENTIALS_PER_USER, "ServiceSpecificCredentialsPerUser");
            Map<String, String> details = new HashMap<>();
            details.put(ServiceCredentials.SERVICE, input.serviceName());
            String user = ServiceCredentials.serviceUser(userName, account);
            details.put(ServiceCredentials.USER, present == 0 ? user : user + "-" + id.substring(16));
            if (input.credentialAgeDays() != null) {
                details.put(
                        ServiceCredentials.EXPIRES,
                        now.plus(Duration.ofDays(input.credentialAgeDays())).toString());
            }
            UserCredential credential = new UserCredential(
                    account,
                    owner.id(transaction, credentials.store(), account),
                    credentials.kind(),
                    id,
                    true,
                    now,
                    ServiceCredentials.hash(secret),
                    details);
            credentials.table().put(transaction, credential);
            return CreateServiceSpecificCredentialResponse.builder()
                    .serviceSpecificCredential(ServiceCredentials.withSecret(credential, userName, secret))
                    .build();
        });
    }
}
