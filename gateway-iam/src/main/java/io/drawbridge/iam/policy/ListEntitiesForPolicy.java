// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListEntitiesForPolicyRequest;
import io.drawbridge.iam.model.ListEntitiesForPolicyResponse;
import io.drawbridge.iam.model.PolicyGroup;
import io.drawbridge.iam.model.PolicyUser;
import io.drawbridge.iam.store.AttachmentTable;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Lists the users, groups and roles that a managed policy is attached to or is the boundary of.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html">
 *     ListEntitiesForPolicy</a>
 */
final class ListEntitiesForPolicy implements ApiAction<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> {
    private final CustomerPolicies policies;

    ListEntitiesForPolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> operation() {
        return ListEntitiesForPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListEntitiesForPolicyRequest input, RequestContext context) {
        return List.of(policies.check("iam:ListEntitiesForPolicy", input.policyArn(), context));
    }

    @Override
    public ListEntitiesForPolicyResponse handle(ListEntitiesForPolicyRequest input, RequestContext context) {
        AccountId account = context.account();
        Arn arn = ManagedPolicies.arn(input.policyArn());
        PageRequest request = PageRequest.of(
                policies.pager(),
                "iam:ListEntitiesForPolicy",
                context,
                input.marker(),
                input.maxItems(),
                input.policyArn(),
                input.entityFilter(),
                input.pathPrefix(),
                input.policyUsageFilter());
        PageRequest.Page<Entity> page = policies.store().read(context, transaction -> {
            if (!policies.managed().attachable(transaction, arn, account)) {
                throw ManagedPolicies.missing(arn);
            }
            return request.cut(entities(transaction, account, input), ListEntitiesForPolicy::key);
        });
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(of(page, EntityKind.USER, user -> PolicyUser.builder()
                        .userName(user.name())
                        .userId(user.id())
                        .build()))
                .policyGroups(of(page, EntityKind.GROUP, group -> PolicyGroup.builder()
                        .groupName(group.name())
                        .groupId(group.id())
                        .build()))
                .policyRoles(of(page, EntityKind.ROLE, role -> io.drawbridge.iam.model.PolicyRole.builder()
                        .roleName(role.name())
                        .roleId(role.id())
                        .build()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private List<Entity> entities(ReadTransaction transaction, AccountId account, ListEntitiesForPolicyRequest input) {
        AttachmentTable links = policies.store().tables().policyLinks();
        Set<String> ids = new LinkedHashSet<>();
        String usage = input.policyUsageFilter();
        if (!PolicyUsage.BOUNDARY.equals(usage)) {
            ids.addAll(links.attachedEntities(transaction, account, input.policyArn()));
        }
        if (!PolicyUsage.PERMISSIONS.equals(usage)) {
            ids.addAll(links.boundedEntities(transaction, account, input.policyArn()));
        }
        List<Entity> entities = new ArrayList<>();
        for (String id : ids) {
            policies.store()
                    .entities()
                    .byId(transaction, id)
                    .filter(entity -> matches(entity, input))
                    .ifPresent(entities::add);
        }
        return entities;
    }

    private static boolean matches(Entity entity, ListEntitiesForPolicyRequest input) {
        boolean kind = input.entityFilter() == null || entity.kind().title().equals(input.entityFilter());
        return kind && (input.pathPrefix() == null || entity.path().startsWith(input.pathPrefix()));
    }

    private static String key(Entity entity) {
        return entity.kind().number() + entity.name().toLowerCase(Locale.ROOT);
    }

    private static <T> List<T> of(PageRequest.Page<Entity> page, EntityKind kind, Function<Entity, T> form) {
        return page.items().stream()
                .filter(entity -> entity.kind() == kind)
                .map(form)
                .toList();
    }
}
