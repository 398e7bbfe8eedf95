// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How objects come into being and go: bytes first, row second; row away first, bytes away later. Safe for many threads.
 */
public final class ObjectWrites {
    private static final int STAMPS_PER_MILLISECOND_BITS = 20;

    private final KeyValueStore store;
    private final BlobLedger ledger;
    private final BucketTable buckets;
    private final ObjectVersions versions;
    private final Clock clock;
    private final AtomicLong lastStamp = new AtomicLong();

    public ObjectWrites(
            KeyValueStore store, BlobLedger ledger, BucketTable buckets, ObjectVersions versions, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.buckets = buckets;
        this.versions = versions;
        this.clock = clock;
    }

    /** A number that no object and no manifest had before; grows. */
    public long nextStamp() {
        long now = clock.millis() << STAMPS_PER_MILLISECOND_BITS;
        return lastStamp.updateAndGet(last -> Math.max(last + 1, now));
    }

    /**
     * Changes objects of one bucket in a transaction that may run more than once, and records the bytes that it let go.
     *
     * @param condition only tells whether a conflict is the client's to resolve
     * @param change gets the bucket as it is in the transaction, and a list to which it adds the blobs that are garbage
     *     once the transaction is committed
     * @throws AwsException what the change throws; NoSuchBucket; ConditionalRequestConflict or SlowDown after too many
     *     conflicts
     */
    public <T extends @Nullable Object> T change(Bucket bucket, WriteCondition condition, Change<T> change) {
        Function<Transaction, T> function = transaction -> {
            Bucket current = buckets.require(transaction, bucket);
            List<String> garbage = new ArrayList<>(2);
            T result = change.apply(transaction, current, garbage);
            garbage.forEach(blobId -> ledger.discard(transaction, blobId));
            return result;
        };
        try {
            return store.transact(function);
        } catch (ConflictException e) {
            throw conflict(condition);
        }
    }

    /** The error of a write that other writes hindered too often. */
    static AwsException conflict(WriteCondition condition) {
        return condition.any()
                ? new AwsException(
                        S3Error.CONDITIONAL_REQUEST_CONFLICT,
                        "The conditional request cannot succeed due to a conflicting operation against this resource.")
                : new AwsException(S3Error.SLOW_DOWN, "Please reduce your request rate.");
    }

    /** A change of objects in a transaction; has no other effect. */
    @FunctionalInterface
    public interface Change<T extends @Nullable Object> {
        T apply(Transaction transaction, Bucket bucket, List<String> garbage);
    }

    /**
     * Puts an object as the current version of its key.
     *
     * @param body the object's bytes, which nothing points to yet
     * @return as it is stored
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    public StoredObject publish(
            Bucket bucket, String key, StoredObject object, ReceivedBody body, WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            take(transaction, body);
            return publish(transaction, garbage, current, key, object, body.inline(), condition);
        });
    }

    /** Records in the commit which points to a body that it is published. */
    public void take(Transaction transaction, ReceivedBody body) {
        if (body.blobId() != null) {
            ledger.publish(transaction, body.blobId());
        }
    }

    /**
     * The same within a change.
     *
     * @param bucket as it is in the transaction
     * @param inline the bytes of an inline body, else null
     */
    public StoredObject publish(
            Transaction transaction,
            List<String> garbage,
            Bucket bucket,
            String key,
            StoredObject object,
            byte @Nullable [] inline,
            WriteCondition condition) {
        Optional<ObjectVersion> current = versions.find(transaction, bucket, key, VersionSelector.current());
        condition.require(key, stored(current));
        return versions.put(transaction, garbage, bucket, key, current, object, inline);
    }

    /** The version when it is an object, and nothing when it is a delete marker. */
    static Optional<StoredObject> stored(Optional<ObjectVersion> version) {
        return version.orElse(null) instanceof StoredObject object ? Optional.of(object) : Optional.empty();
    }

    /**
     * What a request to delete addresses.
     *
     * @param selector the current version stands for a request without a version id
     */
    record Target(String key, VersionSelector selector) {}

    /**
     * Deletes a version if there is it; without a version id, the current object, or it gets a delete marker.
     *
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    void delete(Bucket bucket, Target target, WriteCondition condition) {
        long stamp = nextStamp();
        change(
                bucket,
                condition,
                (transaction, current, garbage) -> delete(transaction, garbage, current, target, condition, stamp));
    }

    /** Deletes some versions, as far as there are any, in as few transactions as their parts allow. */
    void deleteAll(Bucket bucket, List<Target> targets) {
        int done = 0;
        while (done < targets.size()) {
            List<Target> left = targets.subList(done, targets.size());
            long stamp = nextStamp();
            done += change(bucket, WriteCondition.NONE, (transaction, current, garbage) -> {
                int removed = 0;
                // INVARIANT: below the limit of a commit, for no object has more parts than this.
                for (int parts = 0; removed < left.size() && parts < S3Limits.PARTS_PER_TRANSACTION; removed++) {
                    parts += delete(transaction, garbage, current, left.get(removed), WriteCondition.NONE, stamp);
                }
                return removed;
            });
        }
    }

    /** @return how many parts it touched */
    private int delete(
            Transaction transaction,
            List<String> garbage,
            Bucket bucket,
            Target target,
            WriteCondition condition,
            long stamp) {
        Optional<ObjectVersion> version = versions.find(transaction, bucket, target.key, target.selector);
        condition.require(target.key, stored(version));
        if (!target.selector.named()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            return versions.delete(transaction, garbage, bucket, target.key, version, stamp, now);
        }
        return version.isEmpty() ? 0 : versions.remove(transaction, garbage, bucket, target.key, version.get());
    }

    /**
     * Gives an object other tags; its bytes and times stay.
     *
     * @param condition what must hold of the object
     * @return false when there is no object
     */
    boolean tag(Bucket bucket, Target target, Map<String, String> tags, WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            Optional<StoredObject> object = stored(versions.find(transaction, current, target.key, target.selector));
            condition.require(target.key, object);
            object.ifPresent(found -> versions.replace(transaction, current, target.key, found.withTags(tags)));
            return object.isPresent();
        });
    }

    /**
     * Puts an object that uses the blob of another, in place of any of its key.
     *
     * @return false when the other was replaced or removed since it was found
     */
    boolean publishShared(
            Bucket bucket,
            String key,
            StoredObject object,
            Bucket sourceBucket,
            Target sourceTarget,
            long sourceStamp,
            String blobId,
            WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            Optional<StoredObject> source =
                    stored(versions.find(transaction, sourceBucket, sourceTarget.key, sourceTarget.selector));
            // Nodes may make equal stamps; a blob is never used again once its last object let it go.
            if (source.isEmpty()
                    || source.get().stamp() != sourceStamp
                    || !source.get().body().equals(new StoredBody.Blob(blobId))) {
                return false;
            }
            BlobUses.share(transaction, blobId);
            publish(transaction, garbage, current, key, object, null, condition);
            return true;
        });
    }
}
