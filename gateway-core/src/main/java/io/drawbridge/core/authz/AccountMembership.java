// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;

/**
 * An account's membership in its organization, with the control policies that limit the account.
 *
 * @param organizationId {@code o-…}
 * @param managementAccount the account that manages the organization; no control policy limits it
 * @param path the value of {@code aws:PrincipalOrgPaths}: organization, root and organizational units, each followed by
 *     a slash
 * @param serviceControlLevels one set for the root, for each organizational unit on the path, and for the account;
 *     empty for the management account
 * @param resourceControlLevels the same levels of resource control policies
 */
public record AccountMembership(
        String organizationId,
        AccountId managementAccount,
        String path,
        List<PolicySet> serviceControlLevels,
        List<PolicySet> resourceControlLevels) {
    public AccountMembership {
        serviceControlLevels = List.copyOf(serviceControlLevels);
        resourceControlLevels = List.copyOf(resourceControlLevels);
    }

    /** Returns {@code aws:PrincipalOrgID} and {@code aws:PrincipalOrgPaths}. */
    ConditionValues principalValues() {
        return values("aws:principalorgid", "aws:principalorgpaths");
    }

    /** Returns {@code aws:ResourceOrgID} and {@code aws:ResourceOrgPaths}. */
    ConditionValues resourceValues() {
        return values("aws:resourceorgid", "aws:resourceorgpaths");
    }

    private ConditionValues values(String idKey, String pathsKey) {
        return key -> key.equals(idKey) ? List.of(organizationId) : key.equals(pathsKey) ? List.of(path) : null;
    }
}
