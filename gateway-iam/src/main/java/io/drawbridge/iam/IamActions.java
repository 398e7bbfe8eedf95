// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.accesskey.AccessKeyActions;
import io.drawbridge.iam.account.AccountActions;
import io.drawbridge.iam.attachment.AttachmentActions;
import io.drawbridge.iam.boundary.BoundaryActions;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.group.GroupActions;
import io.drawbridge.iam.inline.InlinePolicyActions;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.model.IamService;
import io.drawbridge.iam.policy.PolicyActions;
import io.drawbridge.iam.role.RoleActions;
import io.drawbridge.iam.simulation.SimulationActions;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.user.UserActions;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** All actions of IAM that are done. */
public final class IamActions {
    private IamActions() {}

    /**
     * @param clock the time of creation dates
     * @param pager makes the markers of lists
     */
    public static ActionRegistry<IamOperation> registry(
            IamTables tables,
            IamDirectory directory,
            AwsManagedPolicies awsPolicies,
            UniqueIds ids,
            Clock clock,
            Pager pager) {
        IamState state = new IamState(tables, directory, awsPolicies, ids, clock, pager);
        return new ActionRegistry<>(
                IamOperation.class,
                List.of(
                        new UserActions(state),
                        new GroupActions(state),
                        new RoleActions(state),
                        new InlinePolicyActions(state),
                        new AttachmentActions(state),
                        new BoundaryActions(state),
                        new PolicyActions(state),
                        new AccessKeyActions(state),
                        new AccountActions(state),
                        new SimulationActions(state, directory, new Authorizer(clock))));
    }

    /** The service as a server offers it. */
    public static ApiService<IamOperation> service(
            ActionRegistry<IamOperation> actions, QueryProtocol protocol, String requestedRegion) {
        return new ApiService<>(
                IamService.MODEL,
                new ApiService.Endpoints(Set.of("iam", "euare"), "/services/Euare"),
                protocol,
                actions,
                new IamSessionRules(),
                requestedRegion);
    }
}
