// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.sts.model.PolicyDescriptorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the session policies in requests. */
public final class SessionPolicies {
    private SessionPolicies() {}

    /** @throws AwsException MalformedPolicyDocument */
    public static @Nullable String inline(@Nullable String policy) {
        if (policy != null) {
            PolicyParser.parse(policy, PolicyGrammar.SESSION);
        }
        return policy;
    }

    /**
     * Checks that the managed policies belong to AWS or to the role's account, and returns them.
     *
     * @throws AwsException ValidationError for any other
     */
    public static List<String> managed(
            IdentityDirectory directory, List<PolicyDescriptorType> descriptors, AccountId account) {
        List<String> arns = new ArrayList<>(descriptors.size());
        for (PolicyDescriptorType descriptor : descriptors) {
            String text = descriptor.arn() == null ? "" : descriptor.arn();
            Arn arn = Arn.parse(text)
                    .filter(parsed ->
                            parsed.service().equals("iam") && parsed.resource().startsWith("policy/"))
                    .orElseThrow(() -> new AwsException(CommonError.VALIDATION_ERROR, text + " is invalid"));
            boolean near = arn.account().equals("aws") || arn.account().equals(account.digits());
            if (!near || directory.managedPolicy(arn).isEmpty()) {
                throw new AwsException(
                        CommonError.VALIDATION_ERROR, "Policy " + text + " does not exist or is not attachable.");
            }
            arns.add(text);
        }
        return arns;
    }
}
