// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.PolicyText;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stores the users and roles that a policy names by their unique ids, so that a policy never applies to a new entity
 * that has the name of a deleted one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
public final class PrincipalIds {
    private PrincipalIds() {}

    /**
     * Replaces the ARNs of users and roles of this server's accounts with their unique ids, and bare account ids with
     * their root ARNs. Other principals stay as they are: unique ids of users and roles that exist, sessions, roots,
     * entities of accounts elsewhere.
     *
     * @param text a valid policy document
     * @param invalid creates the error for a principal that does not exist
     */
    public static String toStored(String text, IdentityDirectory directory, Function<String, AwsException> invalid) {
        return PolicyText.mapPrincipals(text, value -> {
            if (!nameable(value, directory)) {
                throw invalid.apply(value);
            }
            if (AccountId.isValid(value)) {
                return Arn.iam(new AccountId(value), "root").toString();
            }
            Optional<Arn> arn = Arn.parse(value);
            if (arn.isPresent()) {
                return entity(arn.get(), directory) ? idOf(arn.get(), directory, invalid) : value;
            }
            if (value.equals("*") || directory.arnOf(value).isPresent()) {
                return value;
            }
            throw invalid.apply(value);
        });
    }

    /** Replaces unique ids with the current ARNs of their entities; the id of a deleted entity stays. */
    public static String toShown(String stored, IdentityDirectory directory) {
        return PolicyText.mapPrincipals(
                stored,
                value -> value.equals("*") || AccountId.isValid(value) || value.startsWith("arn:")
                        ? value
                        : directory.arnOf(value).map(Arn::toString).orElse(value));
    }

    private static boolean nameable(String value, IdentityDirectory directory) {
        String account = AccountId.isValid(value)
                ? value
                : Arn.parse(value).map(Arn::account).orElse("");
        return !AccountId.isValid(account) || directory.accountNameable(new AccountId(account));
    }

    private static boolean entity(Arn arn, IdentityDirectory directory) {
        return arn.service().equals("iam")
                && (arn.resource().startsWith("user/") || arn.resource().startsWith("role/"))
                && AccountId.isValid(arn.account())
                && directory.accountExists(new AccountId(arn.account()));
    }

    private static String idOf(Arn arn, IdentityDirectory directory, Function<String, AwsException> invalid) {
        return directory.uniqueIdOf(arn).orElseThrow(() -> invalid.apply(arn.toString()));
    }
}
