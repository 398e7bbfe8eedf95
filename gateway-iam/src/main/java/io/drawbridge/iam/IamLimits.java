// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityKind;

/**
 * Quotas of IAM, at AWS's defaults.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and STS quotas</a>
 */
public final class IamLimits {
    public static final int USERS = 5_000;
    public static final int GROUPS = 300;
    public static final int ROLES = 1_000;
    public static final int POLICIES = 1_500;
    public static final int VERSIONS_PER_POLICY = 5;
    public static final int POLICY_VERSIONS_IN_USE = 10_000;
    public static final int ATTACHED_POLICIES = 10;
    public static final int GROUPS_PER_USER = 10;
    public static final int ACCESS_KEYS_PER_USER = 2;
    public static final int SIGNING_CERTIFICATES_PER_USER = 2;
    public static final int SERVER_CERTIFICATES = 20;
    public static final int INSTANCE_PROFILES = 1_000;
    public static final int TAGS = 50;
    /** Characters without white space, of one version of a managed policy. */
    public static final int MANAGED_POLICY_SIZE = 6_144;
    /** Characters without white space, of a role's trust policy. */
    public static final int TRUST_POLICY_SIZE = 2_048;

    private IamLimits() {}

    /** Characters without white space, of all inline policies of one entity together. */
    public static int inlinePolicySize(EntityKind kind) {
        return switch (kind) {
            case USER -> 2_048;
            case GROUP -> 5_120;
            case ROLE -> 10_240;
        };
    }

    /** How many entities of the kind an account may have. */
    public static int entities(EntityKind kind) {
        return switch (kind) {
            case USER -> USERS;
            case GROUP -> GROUPS;
            case ROLE -> ROLES;
        };
    }

    /**
     * Passes when there is room for one more.
     *
     * @param quota as the text names it, such as {@code GroupsPerUser}
     * @throws AwsException LimitExceeded
     */
    public static void requireRoom(long present, int max, String quota) {
        if (present >= max) {
            throw exceeded(quota, max);
        }
    }

    /** The refusal of something above a quota. */
    public static AwsException exceeded(String quota, int max) {
        return new AwsException(IamError.LIMIT_EXCEEDED, "Cannot exceed quota for " + quota + ": " + max);
    }
}
