// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.limits;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;

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
    public static final int ROLES_PER_INSTANCE_PROFILE = 1;
    public static final int TAGS = 50;
    public static final int SSH_PUBLIC_KEYS_PER_USER = 5;
    /** For each service. */
    public static final int SERVICE_CREDENTIALS_PER_USER = 2;
    /** Former passwords that a password policy can forbid. */
    public static final int PASSWORDS_REMEMBERED = 24;

    public static final int MFA_DEVICES_PER_USER = 8;
    /** Characters of the serial number of an MFA device, as EnableMFADevice accepts it. */
    public static final int MFA_SERIAL_LENGTH = 256;
    /** Characters without white space, of one version of a managed policy. */
    public static final int MANAGED_POLICY_SIZE = 6_144;
    /** Characters without white space, of a role's trust policy. */
    public static final int TRUST_POLICY_SIZE = 2_048;

    /** Characters without white space, of all inline policies of one user together. */
    public static final int USER_POLICY_SIZE = 2_048;
    /** The same for one group. */
    public static final int GROUP_POLICY_SIZE = 5_120;
    /** The same for one role. */
    public static final int ROLE_POLICY_SIZE = 10_240;
    /**
     * How often the checks of a request are repeated while other clients change the checked entities; no page of AWS.
     */
    public static final int CHECK_ATTEMPTS = 32;

    /** The longest session, in seconds, of a role that sets no maximum, as in CreateRole and UpdateRole. */
    public static final int ROLE_SESSION_SECONDS_DEFAULT = 3_600;

    // AWS documents no limits of the policy simulator; these keep one simulation below half a second and a few
    // megabytes.

    /** Statements of all policies of a simulation together. */
    public static final int SIMULATION_STATEMENTS = 10_000;
    /** Pairs of action and resource of a simulation. */
    public static final int SIMULATION_CASES = 100_000;
    /** Statements and missing keys that a page of results lists before it ends. */
    public static final int SIMULATION_PAGE_LISTED = 10_000;
    /** The highest number of characters that the decisions of a page compare: less than half a second. */
    public static final long SIMULATION_PAGE_COST = 300_000_000;
    /** Simulations that run at the same time. */
    public static final int SIMULATIONS_AT_ONCE = 4;
    /** Values of one context key. */
    public static final int SIMULATION_VALUES_PER_KEY = 256;
    /** Values of all context keys together. */
    public static final int SIMULATION_VALUES = 1_000;

    // Limits of this server's memory.

    /** The estimated size of compiled policies and roles, in bytes. */
    public static final long COMPILED_BYTES = 64L << 20;
    /** Cached access keys. */
    public static final int CREDENTIALS_KEPT = 50_000;
    /** Access keys whose last recorded use is cached. */
    public static final int LAST_USES_KEPT = 100_000;

    private IamLimits() {}

    /**
     * Checks that there is room for one more.
     *
     * @param quota as the text names it, such as {@code GroupsPerUser}
     * @throws AwsException LimitExceeded
     */
    public static void requireRoom(long present, int max, String quota) {
        if (present >= max) {
            throw exceeded(quota, max);
        }
    }

    /** Returns the error for exceeding a quota. */
    public static AwsException exceeded(String quota, int max) {
        return new AwsException(IamError.LIMIT_EXCEEDED, "Cannot exceed quota for " + quota + ": " + max);
    }
}
