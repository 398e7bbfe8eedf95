// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.servicelinked;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreateServiceLinkedRoleRequest;
import io.drawbridge.iam.model.CreateServiceLinkedRoleResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;
import java.util.Map;

/**
 * Creates the role of a service, with the policy that AWS wrote for it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html">CreateServiceLinkedRole</a>
 */
final class CreateServiceLinkedRole
        implements ApiAction<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse> {
    private final EntityStore store;
    private final Creation creation;
    private final IdentityDirectory directory;

    CreateServiceLinkedRole(EntityStore store, Creation creation, IdentityDirectory directory) {
        this.store = store;
        this.creation = creation;
        this.directory = directory;
    }

    @Override
    public Operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse> operation() {
        return CreateServiceLinkedRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateServiceLinkedRoleRequest input, RequestContext context) {
        LinkedService service = LinkedService.of(input.awsServiceName());
        return List.of(EntityAccess.onNew(
                        "iam:CreateServiceLinkedRole",
                        EntityKind.ROLE,
                        service.path(),
                        service.roleName(input.customSuffix()),
                        context)
                .with(IamConditions.awsServiceName(service.name())));
    }

    @Override
    public CreateServiceLinkedRoleResponse handle(CreateServiceLinkedRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        LinkedService service = LinkedService.of(input.awsServiceName());
        if (input.customSuffix() != null && !service.suffixAllowed()) {
            throw new AwsException(IamError.INVALID_INPUT, "Custom suffix is not allowed for " + service.name());
        }
        Role role = new Role(
                EntityIdentity.created(
                        account,
                        service.roleName(input.customSuffix()),
                        service.path(),
                        creation.ids().roleId(account),
                        creation.now()),
                service.trustPolicy(),
                input.description(),
                IamLimits.ROLE_SESSION_SECONDS_DEFAULT,
                Map.of(),
                null);
        store.changeOnly(context, transaction -> {
            if (store.entities()
                    .find(transaction, EntityKind.ROLE, account, role.name())
                    .isPresent()) {
                throw new AwsException(
                        IamError.INVALID_INPUT,
                        "Service role name " + role.name()
                                + " has been taken in this account, please try a different suffix.");
            }
            store.entities().requireNew(transaction, EntityKind.ROLE, account, role.name());
            store.tables().roles().put(transaction, role);
            store.tables().policyLinks().attach(transaction, account, role.id(), service.policyArn());
        });
        return CreateServiceLinkedRoleResponse.builder()
                .role(ResponseMapper.created(role, service.trustPolicy(), directory))
                .build();
    }
}
