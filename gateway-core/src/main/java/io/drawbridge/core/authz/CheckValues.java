// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one access check: those of the action and its resource, then those of the caller and the
 * request, then {@code aws:ResourceAccount}, which derives from the check itself.
 *
 * <p>AWS: that key is in the context of most actions. Here actions without a resource have it too, with the caller's
 * account; otherwise a control policy that keeps callers to their account would deny all of them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount">
 *     aws:ResourceAccount</a>
 */
public final class CheckValues implements ConditionValues {
    private static final String RESOURCE_ACCOUNT = "aws:resourceaccount";
    /** The account in the ARNs of AWS managed policies, which belong to no customer. */
    private static final String AWS = "aws";

    private final AuthorizationContext context;
    private final AccessCheck check;

    public CheckValues(AuthorizationContext context, AccessCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        List<String> checkValues = check.values().get(lowerCaseKey);
        List<String> values = checkValues == null ? context.values().get(lowerCaseKey) : checkValues;
        return values == null && lowerCaseKey.equals(RESOURCE_ACCOUNT) ? resourceAccount() : values;
    }

    /** Returns the resource's owner if given, else the account in the ARN, else the caller's account. */
    private @Nullable List<String> resourceAccount() {
        AccountId owner = check.resourceOwner();
        if (owner != null) {
            return List.of(owner.digits());
        }
        String arnAccount = check.resource().account();
        if (AccountId.isValid(arnAccount) || arnAccount.equals(AWS)) {
            return List.of(arnAccount);
        }
        return context.caller().principal() instanceof Principal.InAccount caller
                ? List.of(caller.account().digits())
                : null;
    }
}
