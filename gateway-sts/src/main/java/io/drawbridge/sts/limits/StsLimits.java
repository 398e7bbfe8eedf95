// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.limits;

/** How long sessions last. Longer and shorter requests are refused by the model's bounds. */
public final class StsLimits {
    /**
     * Seconds of a session of a role that asks for no duration.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
     */
    public static final int ROLE_DURATION_SECONDS_DEFAULT = 3_600;

    /**
     * Seconds of a session of a role that another role's session assumes, at most.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html">Role chaining</a>
     */
    public static final int CHAINED_DURATION_SECONDS = 3_600;

    /**
     * Seconds of a session of a user that asks for no duration.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">
     *     GetFederationToken</a>
     */
    public static final int USER_DURATION_SECONDS_DEFAULT = 43_200;

    /** Seconds of a session of an account root, at most; the same pages. */
    public static final int ROOT_DURATION_SECONDS = 3_600;

    private StsLimits() {}
}
