// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.log.Log;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.store.AccessKeyTable;
import io.drawbridge.iam.store.AccessKeyUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the use of long-term access keys, at most once per key in a quarter of an hour, as AWS does. Safe for many
 * threads; costs one map look-up when the use is already recorded.
 */
public final class LastUsed {
    private static final Log LOG = Log.of(LastUsed.class);
    private static final long QUARTER_SECONDS = 900;

    private final KeyValueStore store;
    private final AccessKeyTable keys;
    private final ConcurrentHashMap<String, Long> notedQuarters = new ConcurrentHashMap<>();

    public LastUsed(KeyValueStore store, AccessKeyTable keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * Records that a request was signed with a long-term key. Writes without waiting for the device.
     *
     * @param service its signing name, such as {@code s3}
     */
    public void note(String accessKeyId, String service, String region, Instant at) {
        Long quarter = at.getEpochSecond() / QUARTER_SECONDS;
        if (quarter.equals(notedQuarters.get(accessKeyId))) {
            return;
        }
        if (notedQuarters.size() >= IamLimits.LAST_USES_KEPT) {
            notedQuarters.clear();
        }
        if (quarter.equals(notedQuarters.put(accessKeyId, quarter))) {
            return;
        }
        AccessKeyUse use = new AccessKeyUse(at.truncatedTo(ChronoUnit.SECONDS), service, region);
        try {
            write(accessKeyId, use);
        } catch (WouldBlockException e) {
            // The request is handled again on a thread that may block, and the use is recorded then.
            notedQuarters.remove(accessKeyId, quarter);
            throw e;
        } catch (StoreFullException | StoreUnavailableException | ConflictException e) {
            // The last use is only a hint: no request is refused because of it. The next quarter of an hour tries
            // again.
            LOG.atDebug().addKeyValue("accessKeyId", accessKeyId).log("last use not noted");
        }
    }

    private void write(String accessKeyId, AccessKeyUse use) {
        store.transact(Durability.MEMORY, transaction -> {
            // Writes no row for a key that was deleted meanwhile.
            if (keys.find(transaction, accessKeyId).isPresent()) {
                keys.touch(transaction, accessKeyId, use);
            }
            return accessKeyId;
        });
    }
}
