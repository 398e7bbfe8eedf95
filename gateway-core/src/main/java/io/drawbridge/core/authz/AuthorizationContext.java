// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data that all access checks of one request share. Build it once per request.
 *
 * @param caller the caller of the request
 * @param policies the policies, tags and membership of the caller; {@link IdentityPolicies#NONE} for callers without an
 *     account
 * @param sessionPolicies inline and managed session policies as one set; null when the session has none
 * @param values the condition keys of the caller and the request
 */
public record AuthorizationContext(
        Caller caller, IdentityPolicies policies, @Nullable PolicySet sessionPolicies, ConditionValues values) {
    /**
     * Returns the context of a request, with the condition keys that derive from the caller.
     *
     * @param requestValues keys of the request, such as {@code aws:sourceip}; the caller's keys take precedence
     * @param now the start of the authorization
     */
    public static AuthorizationContext of(
            Caller caller,
            IdentityPolicies policies,
            @Nullable PolicySet sessionPolicies,
            ConditionValues requestValues,
            Instant now) {
        AccountMembership membership = policies.membership();
        ConditionValues others = membership == null
                ? requestValues
                : membership.principalValues().or(requestValues);
        ConditionValues values = new PrincipalValues(caller, policies.tags(), now).or(others);
        return new AuthorizationContext(caller, policies, sessionPolicies, values);
    }
}
