// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.model.Validator;
import io.drawbridge.iam.accesskey.AccessKeyActions;
import io.drawbridge.iam.account.AccountActions;
import io.drawbridge.iam.attachment.AttachmentActions;
import io.drawbridge.iam.boundary.BoundaryActions;
import io.drawbridge.iam.certificate.ServerCertificateActions;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.group.GroupActions;
import io.drawbridge.iam.inline.InlinePolicyActions;
import io.drawbridge.iam.instanceprofile.InstanceProfileActions;
import io.drawbridge.iam.mfa.MfaActions;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.model.IamService;
import io.drawbridge.iam.password.PasswordActions;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.policy.PolicyActions;
import io.drawbridge.iam.report.ReportActions;
import io.drawbridge.iam.role.RoleActions;
import io.drawbridge.iam.servicelinked.ServiceLinkedRoleActions;
import io.drawbridge.iam.simulation.SimulationActions;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.transaction.ConsistentFamily;
import io.drawbridge.iam.user.UserActions;
import io.drawbridge.iam.usercredential.UserCredentialActions;
import java.time.Clock;
import java.util.ArrayList;
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
        EntityStore store = EntityStore.of(tables);
        Creation creation = new Creation(ids, clock);
        ManagedPolicies managedPolicies = new ManagedPolicies(tables, awsPolicies);
        List<ActionFamily<IamOperation>> families = List.of(
                new UserActions(store, creation, managedPolicies, pager),
                new GroupActions(store, creation, pager),
                new RoleActions(store, creation, managedPolicies, directory, pager),
                new InstanceProfileActions(store, creation, directory, pager),
                new InlinePolicyActions(store, pager),
                new AttachmentActions(store, managedPolicies, pager),
                new BoundaryActions(store, managedPolicies),
                new PolicyActions(store, creation, managedPolicies, pager),
                new AccessKeyActions(store, creation, pager),
                new MfaActions(store, creation, pager),
                new PasswordActions(store, creation),
                new ReportActions(store, creation),
                new ServerCertificateActions(store, creation, pager),
                new UserCredentialActions(store, creation, pager),
                new AccountActions(store, managedPolicies, directory, pager),
                new ServiceLinkedRoleActions(store, creation, directory),
                new SimulationActions(store, directory, new Authorizer(clock), pager));
        List<ActionFamily<IamOperation>> consistent = new ArrayList<>(families.size());
        families.forEach(family -> consistent.add(new ConsistentFamily<>(family)));
        return new ActionRegistry<>(IamOperation.class, consistent);
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
                requestedRegion,
                Validator.RefusedValues.HIDDEN);
    }
}
