// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.organization.Organization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server begins with. Applying it twice changes nothing the second time.
 *
 * @param accounts in the order of the file
 * @param organization what becomes of the organization
 */
public record Bootstrap(List<Account> accounts, OrganizationChange organization) {
    /** The account of a server that nobody configured. */
    public static final Bootstrap DEFAULT =
            new Bootstrap(List.of(new Account(new AccountId("000000000001"), "management", null, null, List.of())));

    /** Changes nothing. */
    public static final Bootstrap NOTHING = new Bootstrap(List.of());

    public Bootstrap {
        accounts = List.copyOf(accounts);
    }

    /** Accounts, and the organization that is there already. */
    public Bootstrap(List<Account> accounts) {
        this(accounts, new OrganizationChange.Keep());
    }

    /** What becomes of the organization. */
    public sealed interface OrganizationChange {
        /** The file does not speak of it: it stays as it is. */
        record Keep() implements OrganizationChange {}

        /** There shall be none. */
        record Remove() implements OrganizationChange {}

        /**
         * There shall be this one, whatever was there.
         *
         * @param paths where the file names each account
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
     * @param name for people
     * @param email null for one made from the id
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

        /** The same account with this root key and no other. */
        Account withRootAccessKey(RootKey key) {
            return new Account(id, name, email, alias, List.of(key));
        }
    }

    /** A key pair of an account's root. */
    public record RootKey(String accessKeyId, SecretKey secretAccessKey) {}
}
