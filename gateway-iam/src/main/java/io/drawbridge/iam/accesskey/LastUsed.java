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
 * Notes the use of long-term access keys, at most once in a quarter of an hour and key, as AWS does. Safe for many
 * threads; costs one look into a map when the use is noted already.
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
     * Notes that a request was signed with a long-term key. Writes without waiting for the device.
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
            // The request will be handled again where it may wait, and this is to be noted then.
            notedQuarters.remove(accessKeyId, quarter);
            throw e;
        } catch (StoreFullException | StoreUnavailableException | ConflictException e) {
            // The mark is a hint: a request is not refused for it. The next quarter of an hour tries again.
            LOG.atDebug().addKeyValue("accessKeyId", accessKeyId).log("last use not noted");
        }
    }

    private void write(String accessKeyId, AccessKeyUse use) {
        store.transact(Durability.MEMORY, transaction -> {
            // A key that was deleted meanwhile leaves no row behind.
            if (keys.find(transaction, accessKeyId).isPresent()) {
                keys.touch(transaction, accessKeyId, use);
            }
            return accessKeyId;
        });
    }
}
