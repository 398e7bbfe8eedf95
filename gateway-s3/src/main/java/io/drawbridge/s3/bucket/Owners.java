// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.s3.model.Owner;

/** Renders accounts as owners. */
public final class Owners {
    private Owners() {}

    // AWS: DisplayName is no longer returned since November 2025, see the API reference of Owner.
    /** Returns the Owner element of an account. */
    public static Owner of(AccountId account) {
        return Owner.builder().id(UniqueIds.canonicalUserId(account)).build();
    }
}
