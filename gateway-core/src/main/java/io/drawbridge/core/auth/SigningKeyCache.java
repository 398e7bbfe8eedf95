// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Derived signing keys. A fixed number of slots without a lock: a newer key takes the slot of an older one. An entry
 * counts only for the very secret it was derived from, so a replaced secret is never confused with its forerunner.
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
