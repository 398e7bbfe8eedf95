// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may do something. Thread-safe; holds nothing but the parsed names of actions.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Authorizer {
    private static final int ACTION_NAMES_MAX = 8192;

    private final Clock clock;
    private final Map<String, ActionName> actionNames = new ConcurrentHashMap<>();

    /** @param clock for the keys that derive from the time, such as {@code aws:CurrentTime} */
    public Authorizer(Clock clock) {
        this.clock = clock;
    }

    /**
     * Decides for a request that asks once.
     *
     * @param sessionPolicies inline and managed session policies as one set; null when the session has none
     * @param requestValues keys of the request; those of the caller are added
     */
    public Decision decide(
            Caller caller,
            IdentityPolicies policies,
            @Nullable PolicySet sessionPolicies,
            ConditionValues requestValues,
            AccessCheck check) {
        return decide(
                AuthorizationContext.of(caller, policies, sessionPolicies, requestValues, clock.instant()), check);
    }

    /** Decides one of the questions of a request. */
    public Decision decide(AuthorizationContext context, AccessCheck check) {
        return new Ruling(context, check, actionName(check.action())).decide();
    }

    /** Decides and tells every statement that applied. Slower than a decision. */
    public Explanation explain(AuthorizationContext context, AccessCheck check) {
        Set<String> missing = new TreeSet<>();
        ConditionValues recording = key -> {
            List<String> values = context.values().get(key);
            if (values == null && check.values().get(key) == null) {
                missing.add(key);
            }
            return values;
        };
        AuthorizationContext recorded =
                new AuthorizationContext(context.caller(), context.policies(), context.sessionPolicies(), recording);
        return new Ruling(recorded, check, actionName(check.action())).explain(missing);
    }

    /** Decides, and throws {@code AccessDenied} with AWS's text when the caller may not. */
    public Decision.Allowed require(AuthorizationContext context, AccessCheck check) {
        Decision decision = decide(context, check);
        if (decision instanceof Decision.Denied denied) {
            throw denial(context.caller(), check, denied);
        }
        return (Decision.Allowed) decision;
    }

    /** The error that tells a client of a refusal. */
    public static AwsException denial(Caller caller, AccessCheck check, Decision.Denied denied) {
        return new AwsException(CommonError.ACCESS_DENIED, DenialMessage.text(caller, check, denied));
    }

    private ActionName actionName(String action) {
        ActionName known = actionNames.get(action);
        if (known != null) {
            return known;
        }
        ActionName parsed = ActionName.of(action);
        if (actionNames.size() < ACTION_NAMES_MAX) {
            actionNames.put(action, parsed);
        }
        return parsed;
    }
}
