// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of named rows: names are unique without regard to case. */
public final class EntityName {
    private EntityName() {}

    /** Returns the key of a named row of an account. */
    public static Key key(KeySpace space, AccountId account, String name) {
        return space.key()
                .text(account.digits())
                .text(name.toLowerCase(Locale.ROOT))
                .key();
    }

    /**
     * Returns the rows of an account after a name, in the order of their lower-case names.
     *
     * @param after a lower-case name, which is left out; null for all rows
     */
    public static KeyRange after(KeySpace space, AccountId account, @Nullable String after) {
        return after == null ? all(space, account) : all(space, account).after(key(space, account, after));
    }

    /** Returns all rows of an account, in the order of their lower-case names. */
    public static KeyRange all(KeySpace space, AccountId account) {
        return space.key().text(account.digits()).range();
    }
}
