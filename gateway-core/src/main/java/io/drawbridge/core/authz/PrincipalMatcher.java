// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A compiled Principal or NotPrincipal element. Comparison is exact; the only wildcard is a single star. */
final class PrincipalMatcher {
    /** Whom a star includes. */
    enum Star {
        /**
         * Everyone except callers with identity tokens: a statement that allows must name their provider.
         *
         * <p>AWS: a trust policy lets them in by a Federated principal.
         */
        EVERYONE_WITHOUT_TOKEN,
        /** Everyone: for statements that deny or limit. */
        EVERYONE
    }

    private final boolean negated;
    private final Star star;
    private boolean everybody;
    private final Set<String> accounts = new HashSet<>();
    private final Set<Arn> arns = new HashSet<>();
    private final Set<String> uniqueIds = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Set<String> providers = new HashSet<>();

    PrincipalMatcher(PrincipalElement element, Star star, Function<String, Optional<AccountId>> canonicalUsers) {
        this.negated = element.negated();
        this.star = star;
        for (PrincipalEntry entry : element.entries()) {
            switch (entry.type()) {
                case AWS -> addAws(entry.value());
                case SERVICE -> services.add(entry.value());
                case FEDERATED -> providers.add(entry.value());
                case CANONICAL_USER ->
                    canonicalUsers.apply(entry.value()).ifPresent(account -> accounts.add(account.digits()));
            }
        }
    }

    private void addAws(String value) {
        if (value.equals("*")) {
            everybody = true;
        } else if (AccountId.isValid(value)) {
            accounts.add(value);
        } else if (value.startsWith("arn:")) {
            // Accounts of other partitions are different accounts, even when the numbers are equal.
            Arn.parse(value)
                    .filter(arn -> arn.partition().equals(Arn.PARTITION))
                    .ifPresent(arn -> {
                        if (arn.service().equals("iam") && arn.resource().equals("root")) {
                            accounts.add(arn.account());
                        } else {
                            arns.add(arn);
                        }
                    });
        } else {
            uniqueIds.add(value);
        }
    }

    boolean negated() {
        return negated;
    }

    /** Returns how directly the entries name the caller, as if this were a Principal element. */
    GrantLevel level(Evaluation evaluation) {
        Principal principal = evaluation.principal();
        if (principal instanceof Principal.FederatedIdentity identity) {
            boolean starMatches = everybody && star == Star.EVERYONE;
            return starMatches || providers.contains(identity.provider()) ? GrantLevel.DIRECT : GrantLevel.NONE;
        }
        if (everybody) {
            return GrantLevel.DIRECT;
        }
        if (principal instanceof Principal.ServicePrincipal service) {
            return services.contains(service.name()) ? GrantLevel.DIRECT : GrantLevel.NONE;
        }
        return principal instanceof Principal.InAccount caller ? levelInAccount(caller, evaluation) : GrantLevel.NONE;
    }

    private GrantLevel levelInAccount(Principal.InAccount caller, Evaluation evaluation) {
        boolean account = accounts.contains(caller.account().digits());
        if (caller instanceof Principal.AccountRoot) {
            return account ? GrantLevel.DIRECT : GrantLevel.NONE;
        }
        if (finalArnListed(caller, evaluation)) {
            return GrantLevel.DIRECT;
        }
        if (entityListed(caller)) {
            return GrantLevel.ROLE;
        }
        return account ? GrantLevel.ACCOUNT : GrantLevel.NONE;
    }

    /**
     * Returns whether a Deny with NotPrincipal exempts the caller. AWS tests the account, then the user or role, then
     * the session, and each of them must be listed; with a permissions boundary the Deny always applies.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html">
     *     NotPrincipal</a>
     */
    boolean spares(Evaluation evaluation) {
        if (evaluation.bounded()) {
            return false;
        }
        if (everybody || !(evaluation.principal() instanceof Principal.InAccount caller)) {
            return everybody || level(evaluation) != GrantLevel.NONE;
        }
        if (!accounts.contains(caller.account().digits())) {
            return false;
        }
        if (caller instanceof Principal.AccountRoot) {
            return true;
        }
        boolean session = caller instanceof Principal.RoleSession
                || (caller instanceof Principal.FederatedSession federated
                        && !(federated.issuer() instanceof Principal.AccountRoot));
        return finalArnListed(caller, evaluation) && (!session || entityListed(caller));
    }

    private boolean finalArnListed(Principal.InAccount caller, Evaluation evaluation) {
        if (caller instanceof Principal.IamUser user && uniqueIds.contains(user.userId())) {
            return true;
        }
        return !arns.isEmpty() && arns.contains(evaluation.arnOf(caller));
    }

    /** Returns whether the element lists the role of a session, or the user that created a federated session. */
    private boolean entityListed(Principal.InAccount caller) {
        if (caller instanceof Principal.RoleSession session) {
            return uniqueIds.contains(session.roleId()) || arns.contains(session.roleArn());
        }
        if (caller instanceof Principal.FederatedSession federated) {
            Principal.InAccount issuer = federated.issuer();
            return issuer instanceof Principal.IamUser user
                    ? uniqueIds.contains(user.userId()) || arns.contains(user.arn())
                    : entityListed(issuer);
        }
        return false;
    }
}
