// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.iam.store.StoredSecretsReseal;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.engine.postgres.PostgresEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * The rows of a store that servers share, with its key ring.
 *
 * @param header the settings that the servers agree on
 */
public record SharedRows(KeyValueStore store, KeyRing keys, SharedStore header, Runnable upkeep)
        implements AutoCloseable {
    /**
     * Opens the rows and joins the servers of the store.
     *
     * @throws IOException when the key ring or the region is not the one of the store; the message is for the operator
     */
    public static SharedRows open(String databaseUrl, Path keyRing, String region, RandomGenerator random)
            throws IOException {
        KeyRing keys = SharedStore.readRing(keyRing);
        PostgresEngine engine = engine(databaseUrl);
        KeyValueStore store = new KeyValueStore(engine);
        boolean opened = false;
        try {
            SharedStore header = new SharedStore(store, random);
            header.join(keys, keyRing, region);
            opened = true;
            return new SharedRows(store, keys, header, engine::tidy);
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    private static PostgresEngine engine(String databaseUrl) throws IOException {
        try {
            return PostgresEngine.open(databaseUrl);
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "to keep rows in PostgreSQL add org.postgresql:postgresql and com.zaxxer:HikariCP to the class"
                            + " path",
                    e);
        }
    }

    /**
     * Seals all secrets under the first key of the ring; see {@link StoreSeals#reseal}.
     *
     * @throws IOException also when no server of this release has used the store
     */
    public StoredSecretsReseal.Result reseal(RandomGenerator random, StoredSecretsReseal.Progress progress)
            throws IOException {
        if (header.firstForm()) {
            throw new IOException("start a server of this release on the store first: it seals the access keys of the"
                    + " release before");
        }
        return new StoreSeals(store, keys, null, random).reseal(progress);
    }

    @Override
    public void close() {
        store.close();
    }
}
