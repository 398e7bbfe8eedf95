// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one question: those of the action and its resource, then those of the caller and the request,
 * then {@code aws:ResourceAccount}, which the question itself tells.
 *
 * <p>AWS: that key is in the context of most actions. It is here for actions without resource too, as the caller's
 * account; a control policy that keeps callers to their account would deny them all otherwise.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount">
 *     aws:ResourceAccount</a>
 */
public final class CheckValues implements ConditionValues {
    private static final String RESOURCE_ACCOUNT = "aws:resourceaccount";
    /** The account in the ARNs of managed policies of AWS, which are nobody's own. */
    private static final String AWS = "aws";

    private final AuthorizationContext context;
    private final AccessCheck check;

    public CheckValues(AuthorizationContext context, AccessCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        List<String> own = check.values().get(lowerCaseKey);
        List<String> found = own == null ? context.values().get(lowerCaseKey) : own;
        return found == null && lowerCaseKey.equals(RESOURCE_ACCOUNT) ? resourceAccount() : found;
    }

    /** The owner that is told, or the account in the ARN, or the caller's. */
    private @Nullable List<String> resourceAccount() {
        AccountId owner = check.resourceOwner();
        if (owner != null) {
            return List.of(owner.digits());
        }
        String named = check.resource().account();
        if (AccountId.isValid(named) || named.equals(AWS)) {
            return List.of(named);
        }
        return context.caller().principal() instanceof Principal.InAccount caller
                ? List.of(caller.account().digits())
                : null;
    }
}
