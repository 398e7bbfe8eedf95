// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.servicelinked;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import io.drawbridge.iam.model.GetServiceLinkedRoleDeletionStatusResponse;
import io.drawbridge.iam.model.IamError;
import java.util.List;

/**
 * Returns the state of the deletion of a role of a service.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html">GetServiceLinkedRoleDeletionStatus</a>
 */
final class GetServiceLinkedRoleDeletionStatus
        implements ApiAction<GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse> {
    private static final String TASK = "task/aws-service-role/";

    private final EntityStore store;

    GetServiceLinkedRoleDeletionStatus(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse>
            operation() {
        return GetServiceLinkedRoleDeletionStatusRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetServiceLinkedRoleDeletionStatusRequest input, RequestContext context) {
        String task = input.deletionTaskId();
        int end = task.lastIndexOf('/');
        boolean formed = task.startsWith(TASK) && end > TASK.length();
        return List.of(AccessCheck.onOwn(
                "iam:GetServiceLinkedRoleDeletionStatus",
                Arn.iam(context.account(), formed ? "role" + task.substring("task".length(), end) : "role/*")));
    }

    @Override
    public GetServiceLinkedRoleDeletionStatusResponse handle(
            GetServiceLinkedRoleDeletionStatusRequest input, RequestContext context) {
        boolean known = store.read(context, transaction -> store.tables()
                .deletionTasks()
                .contains(transaction, context.account(), input.deletionTaskId()));
        if (!known) {
            throw new AwsException(
                    IamError.NO_SUCH_ENTITY,
                    "The deletion task with id " + input.deletionTaskId() + " cannot be found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status("SUCCEEDED")
                .build();
    }
}
