// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreateRoleRequest;
import io.drawbridge.iam.model.CreateRoleResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;
import java.util.Map;

/**
 * Creates a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole</a>
 */
final class CreateRole implements ApiAction<CreateRoleRequest, CreateRoleResponse> {
    private static final List<String> RESERVED_PATHS = List.of("/aws-service-role/", "/aws-reserved/");

    private final EntityStore store;
    private final Creation creation;
    private final ManagedPolicies managedPolicies;
    private final IdentityDirectory directory;

    CreateRole(EntityStore store, Creation creation, ManagedPolicies managedPolicies, IdentityDirectory directory) {
        this.store = store;
        this.creation = creation;
        this.managedPolicies = managedPolicies;
        this.directory = directory;
    }

    @Override
    public Operation<CreateRoleRequest, CreateRoleResponse> operation() {
        return CreateRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateRoleRequest input, RequestContext context) {
        return List.of(EntityAccess.onNew("iam:CreateRole", EntityKind.ROLE, input.path(), input.roleName(), context)
                .with(IamConditions.requestTags(input.tags()))
                .with(IamConditions.boundary(input.permissionsBoundary())));
    }

    @Override
    public CreateRoleResponse handle(CreateRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        String path = input.path() == null ? EntityIdentity.PATH_DEFAULT : input.path();
        refuseReserved(path);
        Arn boundary = input.permissionsBoundary() == null ? null : ManagedPolicies.arn(input.permissionsBoundary());
        Role role = new Role(
                EntityIdentity.created(
                        account, input.roleName(), path, creation.ids().roleId(account), creation.now()),
                TrustPolicies.toStored(input.assumeRolePolicyDocument(), directory),
                input.description(),
                input.maxSessionDuration() == null
                        ? IamLimits.ROLE_SESSION_SECONDS_DEFAULT
                        : input.maxSessionDuration(),
                TagSet.OF_ROLE.with(Map.of(), input.tags()),
                boundary == null ? null : boundary.toString());
        store.changeOnly(context, transaction -> {
            store.entities().requireNew(transaction, EntityKind.ROLE, account, role.name());
            if (boundary != null) {
                managedPolicies.requireBoundary(transaction, boundary, account);
                store.tables().policyLinks().bound(transaction, account, role.id(), boundary.toString());
            }
            store.tables().roles().put(transaction, role);
        });
        return CreateRoleResponse.builder()
                .role(ResponseMapper.created(role, input.assumeRolePolicyDocument(), directory))
                .build();
    }

    /** AWS: only the service itself creates such roles (observed with CreateRole and a service-linked path). */
    private static void refuseReserved(String path) {
        for (String reserved : RESERVED_PATHS) {
            if (path.startsWith(reserved)) {
                throw new AwsException(
                        IamError.INVALID_INPUT,
                        "Path prefix '" + reserved + "' can only be used for AWS Service linked Roles");
            }
        }
    }
}
