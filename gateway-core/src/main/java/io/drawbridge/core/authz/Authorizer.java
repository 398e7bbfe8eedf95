// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyLimits;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may perform an action. Thread-safe; its only state is a cache of parsed action names.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Authorizer {

    private final Clock clock;
    private final OrganizationDirectory organizations;
    private final DenialText denialText;
    private final DenialEncoder denialEncoder;
    private final Map<String, ActionName> actionNames = new ConcurrentHashMap<>();

    /** @param clock for the keys that derive from the time, such as {@code aws:CurrentTime} */
    public Authorizer(Clock clock) {
        this(clock, OrganizationDirectory.NONE, DenialText.WITH_POLICY_ARN, DenialEncoder.NONE);
    }

    /**
     * @param clock for the keys that derive from the time
     * @param organizations provides the control policies that limit the owners of resources
     * @param denialText how much detail a denial message contains
     * @param denialEncoder creates the encoded authorization message that follows the text of a denial
     */
    public Authorizer(
            Clock clock, OrganizationDirectory organizations, DenialText denialText, DenialEncoder denialEncoder) {
        this.clock = clock;
        this.organizations = organizations;
        this.denialText = denialText;
        this.denialEncoder = denialEncoder;
    }

    /**
     * Decides the only access check of a request.
     *
     * @param sessionPolicies inline and managed session policies as one set; null when the session has none
     * @param requestValues the condition keys of the request; those of the caller are added
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

    /** Decides one of the access checks of a request. */
    public Decision decide(AuthorizationContext context, AccessCheck check) {
        return PolicyEvaluation.decide(evaluation(context, check));
    }

    /**
     * Returns whether the resource's policy allows the action to this caller for some resource and some condition values.
     * Where it does not, and only it could, the caller is denied whatever the request says further.
     */
    public boolean resourcePolicyMayAllow(AuthorizationContext context, AccessCheck check) {
        CompiledPolicy policy = check.resourcePolicy();
        if (policy == null || check.use() == ResourcePolicyUse.DENIES_ONLY) {
            return false;
        }
        Evaluation evaluation = evaluation(context, check);
        for (CompiledStatement statement : policy.statements()) {
            if (statement.reference().effect() == Effect.ALLOW
                    && statement.coversAction(evaluation.action())
                    && statement.names(evaluation)) {
                return true;
            }
        }
        return false;
    }

    /** Decides and returns every statement that applied. Slower than {@link #decide}. */
    public Explanation explain(AuthorizationContext context, AccessCheck check) {
        Set<String> missing = new TreeSet<>();
        ConditionValues values = new CheckValues(context, check);
        ConditionValues recording = key -> {
            if (values.get(key) == null) {
                missing.add(key);
            }
            return context.values().get(key);
        };
        AuthorizationContext recorded =
                new AuthorizationContext(context.caller(), context.policies(), context.sessionPolicies(), recording);
        return PolicyEvaluation.explain(evaluation(recorded, check), missing);
    }

    /** Decides, and throws {@code AccessDenied} with AWS's text when the decision is a denial. */
    public Decision.Allowed require(AuthorizationContext context, AccessCheck check) {
        Decision decision = decide(context, check);
        if (decision instanceof Decision.Denied denied) {
            throw denial(context, check, denied);
        }
        return (Decision.Allowed) decision;
    }

    /** Returns the error that reports a denial to the client. */
    public AwsException denial(AuthorizationContext context, AccessCheck check, Decision.Denied denied) {
        String text = DenialMessage.text(context.caller(), check, denied, denialText);
        String encoded = encoded(context, check, denied);
        return new AwsException(
                CommonError.ACCESS_DENIED,
                encoded == null ? text : text + " Encoded authorization failure message: " + encoded);
    }

    private @Nullable String encoded(AuthorizationContext context, AccessCheck check, Decision.Denied denied) {
        if (denialEncoder == DenialEncoder.NONE) {
            return null;
        }
        AccountMembership membership = membershipOfResource(context, check);
        AccessCheck limited = membership == null ? check : ResourceControl.limited(context, check, membership);
        return denialEncoder.encode(context, limited, denied).orElse(null);
    }

    private Evaluation evaluation(AuthorizationContext context, AccessCheck check) {
        AccountMembership membership = membershipOfResource(context, check);
        AccessCheck limited = membership == null ? check : ResourceControl.limited(context, check, membership);
        return new Evaluation(context, limited, actionName(check.action()), membership);
    }

    /** Returns the membership of the resource's account; for the caller's own account it needs no look-up. */
    private @Nullable AccountMembership membershipOfResource(AuthorizationContext context, AccessCheck check) {
        AccountId owner = check.resourceOwner();
        boolean callerOwnsResource = context.caller().principal() instanceof Principal.InAccount caller
                && (owner == null || owner.equals(caller.account()));
        if (callerOwnsResource) {
            return context.policies().membership();
        }
        return owner == null ? null : organizations.membershipOf(owner).orElse(null);
    }

    private ActionName actionName(String action) {
        ActionName cached = actionNames.get(action);
        if (cached != null) {
            return cached;
        }
        ActionName parsed = ActionName.of(action);
        if (actionNames.size() < PolicyLimits.ACTION_NAMES) {
            actionNames.put(action, parsed);
        }
        return parsed;
    }
}
