// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListPolicyVersionsRequest;
import io.drawbridge.iam.model.ListPolicyVersionsResponse;
import io.drawbridge.iam.model.PolicyVersion;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.util.List;

/**
 * Lists the versions of a managed policy, the newest first, without their documents.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html">ListPolicyVersions</a>
 */
final class ListPolicyVersions implements ApiAction<ListPolicyVersionsRequest, ListPolicyVersionsResponse> {
    private final CustomerPolicies policies;

    ListPolicyVersions(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> operation() {
        return ListPolicyVersionsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListPolicyVersionsRequest input, RequestContext context) {
        return List.of(policies.check("iam:ListPolicyVersions", input.policyArn(), context));
    }

    @Override
    public ListPolicyVersionsResponse handle(ListPolicyVersionsRequest input, RequestContext context) {
        Arn arn = ManagedPolicies.arn(input.policyArn());
        PageRequest request = PageRequest.of(
                policies.pager(),
                "iam:ListPolicyVersions",
                context,
                input.marker(),
                input.maxItems(),
                input.policyArn());
        Found found = ManagedPolicies.ownedByAws(arn) ? ofAws(arn) : ofCustomer(arn, context);
        PageRequest.Page<PolicyVersionRow> page =
                request.cut(found.versions, version -> Integer.toString(Integer.MAX_VALUE - version.number()));
        return ListPolicyVersionsResponse.builder()
                .versions(
                        page.map(version -> form(version, found.defaultVersion)).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private record Found(List<PolicyVersionRow> versions, int defaultVersion) {}

    private Found ofAws(Arn arn) {
        AwsManagedPolicy aws = policies.managed().aws(arn).orElseThrow(() -> ManagedPolicies.missing(arn));
        return new Found(
                List.of(new PolicyVersionRow(aws.version(), policies.managed().document(aws), aws.updatedAt())),
                aws.version());
    }

    private Found ofCustomer(Arn arn, RequestContext context) {
        return policies.store().read(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            return new Found(
                    policies.store().tables().policies().versions(transaction, policy), policy.defaultVersion());
        });
    }

    private static PolicyVersion form(PolicyVersionRow version, int defaultVersion) {
        return PolicyVersion.builder()
                .versionId(CustomerPolicies.versionId(version.number()))
                .isDefaultVersion(version.number() == defaultVersion)
                .createDate(version.createdAt())
                .build();
    }
}
