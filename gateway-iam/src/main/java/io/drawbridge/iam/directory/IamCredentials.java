// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Long-term access keys of users and roots. A key is cached until its account changes. */
public final class IamCredentials implements CredentialSource {

    private final IamTables tables;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(long epoch, Credential credential) {}

    public IamCredentials(IamTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        Cached entry = cache.get(accessKeyId);
        if (entry != null
                && entry.epoch == tables.epoch(entry.credential.principal().account())) {
            return Optional.of(entry.credential);
        }
        // INVARIANT: a cached entry holds the epoch that was read with it, at the same read version.
        Optional<Cached> fresh = tables.store().read(transaction -> load(transaction, accessKeyId)
                .map(credential -> new Cached(
                        tables.epoch(transaction, credential.principal().account()), credential)));
        if (fresh.isEmpty()) {
            cache.remove(accessKeyId);
            return Optional.empty();
        }
        if (cache.size() >= IamLimits.CREDENTIALS_KEPT) {
            cache.clear();
        }
        cache.put(accessKeyId, fresh.get());
        return Optional.of(fresh.get().credential);
    }

    private Optional<Credential> load(ReadTransaction transaction, String accessKeyId) {
        return tables.accessKeys().find(transaction, accessKeyId).flatMap(key -> {
            String userId = key.userId();
            Optional<Principal.InAccount> owner = userId == null
                    ? Optional.of(new Principal.AccountRoot(key.account()))
                    : tables.uniqueIds()
                            .find(transaction, userId)
                            .filter(reference -> reference.kind() == EntityKind.USER)
                            .flatMap(reference ->
                                    tables.users().find(transaction, reference.account(), reference.name()))
                            // The row of the key is sealed, and those that lead from it to the user are not.
                            .filter(user -> user.account().equals(key.account())
                                    && user.id().equals(userId))
                            .map(User::principal);
            return owner.map(principal -> new Credential(key.id(), key.secret(), key.active(), principal));
        });
    }
}
