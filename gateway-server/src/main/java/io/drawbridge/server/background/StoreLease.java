// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.log.Log;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease in a row of a shared store, with the holder and the end of the lease, by the clock of the store. A task that
 * runs longer than its lease may run on two servers for a short time, so tasks must tolerate that; the lease only saves
 * work.
 */
public final class StoreLease implements TaskLease {
    static final Duration DURATION = Duration.ofSeconds(10);

    private static final Log LOG = Log.of(StoreLease.class);

    private final KeyValueStore store;
    private final Key key;
    private final String holder;
    private final Clock clock;

    /** The end of the lease by the clock of this server; {@link Long#MIN_VALUE} when this server does not hold it. */
    private volatile long heldUntil = Long.MIN_VALUE;

    /**
     * @param space the rows of the store itself
     * @param task names the lease
     * @param holder an id of this server that no other server has
     * @param clock measures how long ago the lease was renewed, and is the store's clock when the store has none
     */
    public StoreLease(KeyValueStore store, KeySpace space, String task, String holder, Clock clock) {
        this.store = store;
        this.key = space.key().text("lease").text(task).key();
        this.holder = holder;
        this.clock = clock;
    }

    /** The content of the row. */
    private record Row(long until, String holder) {
        static @Nullable Row read(Optional<byte[]> value) {
            if (value.isEmpty()) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.wrap(value.get());
            return new Row(bytes.getLong(), StandardCharsets.UTF_8.decode(bytes).toString());
        }

        byte[] bytes() {
            byte[] name = holder.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(Long.BYTES + name.length)
                    .putLong(until)
                    .put(name)
                    .array();
        }
    }

    @Override
    public void renew() {
        long before = clock.millis();
        try {
            long now = store.timeMillis().orElse(before);
            Row row = Row.read(store.get(key));
            if (isOfOther(row, now)) {
                heldUntil = Long.MIN_VALUE;
            } else if (row == null
                    || !row.holder.equals(holder)
                    || row.until - now < DURATION.toMillis() / 2
                    || row.until - now > DURATION.toMillis()) {
                heldUntil = take(now) ? before + DURATION.toMillis() : Long.MIN_VALUE;
            } else {
                heldUntil = before + (row.until - now);
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("lease", key).setCause(e).log("a lease could not be renewed");
        }
    }

    private boolean take(long now) {
        return store.transact(Durability.MEMORY, transaction -> {
            if (isOfOther(Row.read(transaction.get(key)), now)) {
                return false;
            }
            transaction.put(key, new Row(now + DURATION.toMillis(), holder).bytes());
            return true;
        });
    }

    /**
     * Returns whether another server holds the lease. A time too far in the future was written with a clock that was
     * set back later.
     */
    private boolean isOfOther(@Nullable Row row, long now) {
        return row != null
                && !row.holder.equals(holder)
                && row.until > now
                && row.until <= now + 2 * DURATION.toMillis();
    }

    @Override
    public boolean isHeld() {
        return clock.millis() < heldUntil;
    }

    @Override
    public void release() {
        if (!isHeld()) {
            return;
        }
        heldUntil = Long.MIN_VALUE;
        try {
            store.update(transaction -> {
                Row row = Row.read(transaction.get(key));
                if (row != null && row.holder.equals(holder)) {
                    transaction.delete(key);
                }
            });
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("lease", key).setCause(e).log("a lease could not be released; it ends by itself");
        }
    }
}
