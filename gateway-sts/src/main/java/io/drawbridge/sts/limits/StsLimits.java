// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.limits;

/** The durations of sessions. The bounds in the model refuse longer and shorter requests. */
public final class StsLimits {
    /**
     * The duration, in seconds, of a role session when the request has none.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
     */
    public static final int ROLE_DURATION_SECONDS_DEFAULT = 3_600;

    /**
     * The longest duration, in seconds, of a role session that another role's session requests (role chaining).
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html">Role chaining</a>
     */
    public static final int CHAINED_DURATION_SECONDS = 3_600;

    /**
     * The duration, in seconds, of a user's session when the request has none.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">
     *     GetFederationToken</a>
     */
    public static final int USER_DURATION_SECONDS_DEFAULT = 43_200;

    /** The longest duration, in seconds, of a session of an account root; the same pages. */
    public static final int ROOT_DURATION_SECONDS = 3_600;

    private StsLimits() {}
}
