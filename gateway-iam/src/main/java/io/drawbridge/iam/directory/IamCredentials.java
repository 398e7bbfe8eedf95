// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Long-term access keys of users and roots. What it read is kept as long as the account does not change. */
public final class IamCredentials implements CredentialSource {
    private static final int CACHED_MAX = 50_000;

    private final IamTables tables;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(long epoch, Credential credential) {}

    public IamCredentials(IamTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        Cached known = cache.get(accessKeyId);
        if (known != null
                && known.epoch == tables.epoch(known.credential.principal().account())) {
            return Optional.of(known.credential);
        }
        Optional<AccessKey> key = tables.accessKeys().find(tables.store(), accessKeyId);
        if (key.isEmpty()) {
            cache.remove(accessKeyId);
            return Optional.empty();
        }
        long epoch = tables.epoch(key.get().account());
        Optional<Credential> credential = load(accessKeyId);
        if (credential.isPresent()) {
            if (cache.size() >= CACHED_MAX) {
                cache.clear();
            }
            cache.put(accessKeyId, new Cached(epoch, credential.get()));
        }
        return credential;
    }

    private Optional<Credential> load(String accessKeyId) {
        return tables.store().read(transaction -> tables.accessKeys()
                .find(transaction, accessKeyId)
                .flatMap(key -> {
                    String userId = key.userId();
                    Optional<Principal.InAccount> owner = userId == null
                            ? Optional.of(new Principal.AccountRoot(key.account()))
                            : tables.uniqueIds()
                                    .find(transaction, userId)
                                    .filter(reference -> reference.kind() == EntityKind.USER)
                                    .flatMap(reference ->
                                            tables.users().find(transaction, reference.account(), reference.name()))
                                    .map(User::principal);
                    return owner.map(principal -> new Credential(key.id(), key.secret(), key.active(), principal));
                }));
    }
}
