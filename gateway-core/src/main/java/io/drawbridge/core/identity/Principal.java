// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;

/**
 * The identity of a caller.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
public sealed interface Principal {
    /** A principal that belongs to an account. */
    sealed interface InAccount extends Principal {
        AccountId account();

        /** Returns the final ARN, as in the answer of GetCallerIdentity. */
        Arn arn();

        /** Returns the value of {@code aws:userid}, as in the answer of GetCallerIdentity. */
        String userId();
    }

    /** The root user of an account. */
    record AccountRoot(AccountId account) implements InAccount {
        @Override
        public Arn arn() {
            return Arn.iam(account, "root");
        }

        @Override
        public String userId() {
            return account.digits();
        }
    }

    /**
     * An IAM user, with long-term keys or a GetSessionToken session.
     *
     * @param arn the user's ARN with path
     * @param userId {@code AIDA…}
     * @param name the user name in the case in which it was created
     */
    record IamUser(AccountId account, Arn arn, String userId, String name) implements InAccount {}

    /**
     * A session of an assumed role.
     *
     * @param roleArn the role's ARN with path
     * @param roleId {@code AROA…}
     * @param roleName the role name in the case in which it was created
     * @param sessionName the RoleSessionName
     */
    record RoleSession(AccountId account, Arn roleArn, String roleId, String roleName, String sessionName)
            implements InAccount {
        @Override
        public Arn arn() {
            return Arn.sts(account, "assumed-role/" + roleName + "/" + sessionName);
        }

        @Override
        public String userId() {
            return roleId + ":" + sessionName;
        }
    }

    /**
     * A GetFederationToken session.
     *
     * @param issuer the user or root that called GetFederationToken
     * @param name the federated user's name
     */
    record FederatedSession(InAccount issuer, String name) implements InAccount {
        @Override
        public AccountId account() {
            return issuer.account();
        }

        @Override
        public Arn arn() {
            return Arn.sts(account(), "federated-user/" + name);
        }

        @Override
        public String userId() {
            return account().digits() + ":" + name;
        }
    }

    /**
     * An AWS service.
     *
     * @param name such as {@code ec2.amazonaws.com}
     */
    record ServicePrincipal(String name) implements Principal {}

    /**
     * A caller that presents a web identity token or a SAML assertion to get a role session. Only a Federated principal
     * of a trust policy can name it.
     *
     * @param provider the ARN of the identity provider, or a built-in one such as {@code accounts.google.com}
     * @param subject the subject that the provider asserts
     */
    record FederatedIdentity(String provider, String subject) implements Principal {}

    /** The principal of an unsigned request. */
    record Anonymous() implements Principal {}
}
