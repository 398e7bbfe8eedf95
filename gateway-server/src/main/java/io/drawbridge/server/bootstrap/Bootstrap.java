// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.SecretKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server begins with. Applying it twice changes nothing the second time.
 *
 * @param accounts in the order of the file
 */
public record Bootstrap(List<Account> accounts) {
    /** The account of a server that nobody configured. */
    public static final Bootstrap DEFAULT =
            new Bootstrap(List.of(new Account(new AccountId("000000000001"), "management", null, null, List.of())));

    public Bootstrap {
        accounts = List.copyOf(accounts);
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
