// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.PrincipalIds;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.PolicyText;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import org.jspecify.annotations.Nullable;

/** Checks the trust policies in requests. */
final class TrustPolicies {
    private TrustPolicies() {}

    /**
     * Returns the document as it is stored, with the unique ids of users and roles.
     *
     * @param previous the stored policy; null for a new role
     * @throws AwsException MalformedPolicyDocument or LimitExceeded
     */
    static String toStored(String document, IdentityDirectory directory, @Nullable String previous) {
        PolicyParser.parse(document, PolicyGrammar.TRUST);
        if (PolicyText.sizeWithoutWhitespace(document) > IamLimits.TRUST_POLICY_SIZE) {
            throw IamLimits.exceeded("ACLSizePerRole", IamLimits.TRUST_POLICY_SIZE);
        }
        return PrincipalIds.toStored(
                document,
                directory,
                previous,
                principal -> new AwsException(
                        IamError.MALFORMED_POLICY_DOCUMENT,
                        "Invalid principal in policy: \"AWS\":\"" + principal + '"'));
    }
}
