// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.arn.AccountId;
import java.util.List;

/**
 * A complete organization.
 *
 * @param id {@code o-…}
 * @param managementAccount the account that no control policy limits
 * @param targets the root, the units and the accounts
 * @param policies each policy once
 */
public record Organization(
        String id, AccountId managementAccount, List<OrganizationTarget> targets, List<ControlPolicy> policies) {
    /** The depth limit of units below the root. */
    public static final int UNIT_DEPTH_MAX = 5;

    /** How many policies of one type may be attached to one target, including those of AWS. */
    public static final int POLICIES_PER_TARGET_MAX = 5;

    public Organization {
        targets = List.copyOf(targets);
        policies = List.copyOf(policies);
    }
}
