// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.log.Log;
import io.drawbridge.iam.store.StoredSecretsReseal;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.data.SharedStore;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The seals of a store's secrets, and what its header says about them. */
public final class StoreSeals {
    private static final Log LOG = Log.of(StoreSeals.class);

    private final KeyRing keys;
    private final @Nullable DataDirectory directory;
    private final SharedStore shared;
    private final StoredSecretsReseal rows;

    /**
     * @param directory the directory of the store; null for a shared store
     * @param random must be unpredictable; a {@code SecureRandom} outside of tests
     */
    public StoreSeals(KeyValueStore store, KeyRing keys, @Nullable DataDirectory directory, RandomGenerator random) {
        this.keys = keys;
        this.directory = directory;
        this.shared = new SharedStore(store, random);
        this.rows = new StoredSecretsReseal(store, keys, random);
    }

    /**
     * Seals the access keys of a store of the first release, whose seals cover only the id of the key, as this release
     * does. Afterwards such a seal is refused. To be called before a server answers requests.
     */
    public void endFirstForm() throws IOException {
        if (directory == null ? shared.firstForm() : directory.firstForm()) {
            StoredSecretsReseal.Result result = rows.sealWholeRows();
            LOG.atInfo()
                    .addKeyValue("accessKeys", result.sealed())
                    .log("the access keys of an earlier release are sealed with their accounts, owners and states");
            if (result.refused() > 0) {
                LOG.atWarn()
                        .addKeyValue("accessKeys", result.refused())
                        .addKeyValue("first", result.shown())
                        .log("the seals of access keys do not fit their rows; these keys are refused");
            }
        }
        if (directory == null) {
            shared.endFirstForm();
        } else {
            directory.endFirstForm();
        }
        if (keys.mayHaveSealedIdsOnly() && (directory == null || directory.ringElsewhere())) {
            LOG.warn(
                    "the key ring has a key of an earlier release, whose seals on access keys cover less; rotate it, as"
                            + " docs/operations.md describes");
        }
    }

    /**
     * Seals all secrets under the current master key of the ring, while servers work with them, and records that the
     * store needs no other.
     *
     * @throws IOException when another run seals under another master key; the message is for the operator
     */
    public StoredSecretsReseal.Result reseal(StoredSecretsReseal.Progress progress) throws IOException {
        StoredSecretsReseal.Result result = rows.sealUnderCurrentMaster(progress);
        recordMaster();
        return result;
    }

    /** Seals the secrets of an import, of which some may have the form of the first release. */
    public StoredSecretsReseal.Result resealImported() throws IOException {
        StoredSecretsReseal.Result result = rows.sealImported();
        recordMaster();
        return result;
    }

    private void recordMaster() throws IOException {
        if (directory == null) {
            shared.sealedUnder(keys.currentId());
        } else {
            directory.sealedUnder(keys.currentId());
        }
    }
}
