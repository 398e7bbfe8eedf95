// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.servicelinked;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.Entities;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteServiceLinkedRoleRequest;
import io.drawbridge.iam.model.DeleteServiceLinkedRoleResponse;
import io.drawbridge.iam.store.AttachmentTable;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the role of a service. Nothing on this server uses such a role, so that the deletion always succeeds.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html">DeleteServiceLinkedRole</a>
 */
final class DeleteServiceLinkedRole
        implements ApiAction<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse> {
    private static final String PATH = "/aws-service-role/";
    private static final int HEX = 16;

    private final EntityStore store;
    private final Creation creation;

    DeleteServiceLinkedRole(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Operation<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse> operation() {
        return DeleteServiceLinkedRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteServiceLinkedRoleRequest input, RequestContext context) {
        return List.of(store.access().on("iam:DeleteServiceLinkedRole", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteServiceLinkedRoleResponse handle(DeleteServiceLinkedRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        UUID number = taskNumber();
        String taskId = store.change(context, transaction -> {
            Role role = store.entities().role(transaction, account, input.roleName());
            if (!role.path().startsWith(PATH)) {
                throw Entities.missing(EntityKind.ROLE, input.roleName());
            }
            AttachmentTable links = store.tables().policyLinks();
            for (String policy : links.attachedTo(transaction, account, role.id())) {
                links.detach(transaction, account, role.id(), policy);
            }
            store.tables().roles().delete(transaction, role);
            String id = "task" + role.path() + role.name() + "/" + number;
            store.tables().deletionTasks().put(transaction, account, id, context.now());
            return id;
        });
        return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(taskId).build();
    }

    private UUID taskNumber() {
        BigInteger bits = new BigInteger(creation.ids().unguessable(), HEX);
        return new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
    }
}
