// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A cache of derived signing keys with a fixed number of slots and no lock: a newer key replaces the older one in its
 * slot. An entry is valid only for the secret from which it was derived, so a replaced secret never gets the old key.
 */
final class SigningKeyCache {
    private final AtomicReferenceArray<Entry> slots;

    private record Entry(CredentialScope scope, SecretKey secret, SigningKey key) {}

    /** @param slots a power of two */
    SigningKeyCache(int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: a power of two)");
        }
        this.slots = new AtomicReferenceArray<>(slots);
    }

    SigningKey get(CredentialScope scope, SecretKey secret) {
        int hash = scope.hashCode();
        int slot = (hash ^ hash >>> 16) & slots.length() - 1;
        Entry entry = slots.get(slot);
        if (entry != null && entry.scope.equals(scope) && entry.secret.matches(secret)) {
            return entry.key;
        }
        SigningKey key = SigningKey.derive(secret, scope);
        slots.set(slot, new Entry(scope, secret, key));
        return key;
    }
}
