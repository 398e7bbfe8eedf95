// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.organization.Organization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The initial configuration of a server. Applying it a second time changes nothing.
 *
 * @param accounts in the order of the file
 * @param organization the change of the organization
 * @param foreignAccounts accounts that exist elsewhere, so that policies may name them
 */
public record Bootstrap(List<Account> accounts, OrganizationChange organization, Set<AccountId> foreignAccounts) {
    /** The account of a server without a bootstrap file. */
    public static final Bootstrap DEFAULT =
            new Bootstrap(List.of(new Account(new AccountId("000000000001"), "management", null, null, List.of())));

    /** Changes nothing. */
    public static final Bootstrap NOTHING = new Bootstrap(List.of());

    public Bootstrap {
        accounts = List.copyOf(accounts);
        foreignAccounts = Set.copyOf(foreignAccounts);
    }

    /** Creates a bootstrap with these accounts that does not change the organization. */
    public Bootstrap(List<Account> accounts) {
        this(accounts, new OrganizationChange.Keep(), Set.of());
    }

    /** The change of the organization. */
    public sealed interface OrganizationChange {
        /** The file does not contain the member: the organization stays unchanged. */
        record Keep() implements OrganizationChange {}

        /** The organization is removed. */
        record Remove() implements OrganizationChange {}

        /**
         * The organization is created, or replaces the existing one.
         *
         * @param paths the path in the file of each account
         */
        record Replace(Organization organization, Map<AccountId, String> paths) implements OrganizationChange {
            public Replace {
                paths = Map.copyOf(paths);
            }
        }
    }

    /**
     * An account.
     *
     * @param name for display
     * @param email null for one that is derived from the id
     * @param alias the sign-in alias, or null
     * @param rootAccessKeys empty for one that is generated
     */
    public record Account(
            AccountId id,
            String name,
            @Nullable String email,
            @Nullable String alias,
            List<RootKey> rootAccessKeys) {
        public Account {
            rootAccessKeys = List.copyOf(rootAccessKeys);
        }

        /** Returns a copy of this account with this root key only. */
        Account withRootAccessKey(RootKey key) {
            return new Account(id, name, email, alias, List.of(key));
        }
    }

    /** A key pair of an account's root user. */
    public record RootKey(String accessKeyId, SecretKey secretAccessKey) {}
}
