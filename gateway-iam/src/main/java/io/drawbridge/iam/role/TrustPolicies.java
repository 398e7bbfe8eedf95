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

/** Checks the trust policies in requests. */
final class TrustPolicies {
    private TrustPolicies() {}

    /**
     * Returns the document as it is stored, with the unique ids of users and roles.
     *
     * @throws AwsException MalformedPolicyDocument or LimitExceeded
     */
    static String toStored(String document, IdentityDirectory directory) {
        PolicyParser.parse(document, PolicyGrammar.TRUST);
        if (PolicyText.sizeWithoutWhitespace(document) > IamLimits.TRUST_POLICY_SIZE) {
            throw IamLimits.exceeded("ACLSizePerRole", IamLimits.TRUST_POLICY_SIZE);
        }
        return PrincipalIds.toStored(
                document,
                directory,
                principal -> new AwsException(
                        IamError.MALFORMED_POLICY_DOCUMENT,
                        "Invalid principal in policy: \"AWS\":\"" + principal + '"'));
    }
}
