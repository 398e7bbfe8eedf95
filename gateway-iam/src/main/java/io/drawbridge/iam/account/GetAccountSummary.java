// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.account;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.GetAccountSummaryRequest;
import io.drawbridge.iam.model.GetAccountSummaryResponse;
import io.drawbridge.iam.store.EntityCounts;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.ManagedPolicyTable;
import io.drawbridge.iam.store.UserCredential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Returns the numbers of entities in the account, and its quotas.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html">GetAccountSummary</a>
 */
final class GetAccountSummary implements ApiAction<GetAccountSummaryRequest, GetAccountSummaryResponse> {
    private static final int TOKEN_VERSION = 1;
    /** The entries for features that this server does not have. */
    private static final List<String> ABSENT = List.of("AccountPasswordPresent", "Providers");

    private final EntityStore store;

    GetAccountSummary(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<GetAccountSummaryRequest, GetAccountSummaryResponse> operation() {
        return GetAccountSummaryRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccountSummaryRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GetAccountSummary"));
    }

    @Override
    public GetAccountSummaryResponse handle(GetAccountSummaryRequest input, RequestContext context) {
        Map<String, Integer> summary = store.read(context, transaction -> counts(transaction, context.account()));
        quotas(summary);
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }

    private Map<String, Integer> counts(ReadTransaction transaction, AccountId account) {
        Map<String, Integer> summary = new LinkedHashMap<>();
        summary.put("Users", Math.toIntExact(EntityCounts.read(transaction, account, EntityKind.USER)));
        summary.put("Groups", Math.toIntExact(EntityCounts.read(transaction, account, EntityKind.GROUP)));
        summary.put("Roles", Math.toIntExact(EntityCounts.read(transaction, account, EntityKind.ROLE)));
        summary.put(
                "InstanceProfiles",
                Math.toIntExact(EntityCounts.read(transaction, account, EntityCounts.Counted.INSTANCE_PROFILE)));
        summary.put(
                "MFADevices",
                Math.toIntExact(EntityCounts.read(transaction, account, EntityCounts.Counted.MFA_DEVICE)));
        summary.put(
                "MFADevicesInUse",
                Math.toIntExact(EntityCounts.read(transaction, account, EntityCounts.Counted.MFA_DEVICE_IN_USE)));
        boolean rootMfa = !store.tables()
                .mfaDevices()
                .ofOwner(transaction, account, account.digits())
                .isEmpty();
        summary.put("AccountMFAEnabled", rootMfa ? 1 : 0);
        boolean rootCertificates = !store.tables()
                .userCredentials()
                .list(transaction, account, account.digits(), UserCredential.Kind.SIGNING_CERTIFICATE)
                .isEmpty();
        summary.put("AccountSigningCertificatesPresent", rootCertificates ? 1 : 0);
        summary.put("ServerCertificates", store.tables().serverCertificates().count(transaction, account));
        int[] policies = {0, 0};
        ManagedPolicyTable table = store.tables().policies();
        table.walk(transaction, account, null, policy -> {
            policies[0]++;
            policies[1] += table.versions(transaction, policy).size();
            return true;
        });
        summary.put("Policies", policies[0]);
        summary.put("PolicyVersionsInUse", policies[1]);
        boolean rootKeys = !store.tables()
                .accessKeys()
                .list(transaction, account, account.digits())
                .isEmpty();
        summary.put("AccountAccessKeysPresent", rootKeys ? 1 : 0);
        for (String absent : ABSENT) {
            summary.put(absent, 0);
        }
        return summary;
    }

    private static void quotas(Map<String, Integer> summary) {
        summary.put("UsersQuota", IamLimits.USERS);
        summary.put("GroupsQuota", IamLimits.GROUPS);
        summary.put("RolesQuota", IamLimits.ROLES);
        summary.put("PoliciesQuota", IamLimits.POLICIES);
        summary.put("VersionsPerPolicyQuota", IamLimits.VERSIONS_PER_POLICY);
        summary.put("PolicyVersionsInUseQuota", IamLimits.POLICY_VERSIONS_IN_USE);
        summary.put("PolicySizeQuota", IamLimits.MANAGED_POLICY_SIZE);
        summary.put("AssumeRolePolicySizeQuota", IamLimits.TRUST_POLICY_SIZE);
        for (EntityKind kind : EntityKind.values()) {
            summary.put(kind.title() + "PolicySizeQuota", kind.inlinePolicySizeMax());
            summary.put("AttachedPoliciesPer" + kind.title() + "Quota", IamLimits.ATTACHED_POLICIES);
        }
        summary.put("GroupsPerUserQuota", IamLimits.GROUPS_PER_USER);
        summary.put("AccessKeysPerUserQuota", IamLimits.ACCESS_KEYS_PER_USER);
        summary.put("SigningCertificatesPerUserQuota", IamLimits.SIGNING_CERTIFICATES_PER_USER);
        summary.put("ServerCertificatesQuota", IamLimits.SERVER_CERTIFICATES);
        summary.put("InstanceProfilesQuota", IamLimits.INSTANCE_PROFILES);
        summary.put("GlobalEndpointTokenVersion", TOKEN_VERSION);
    }
}
