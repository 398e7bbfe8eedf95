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
 * Creates and deletes objects. A write stores the bytes first and the row second; a deletion removes the row first and
 * the bytes later. Safe for many threads.
 */
public final class ObjectWrites {
    private static final int SEQUENCES_PER_MILLISECOND_BITS = 20;

    private final KeyValueStore store;
    private final BlobLedger ledger;
    private final BucketTable buckets;
    private final ObjectVersions versions;
    private final Clock clock;
    private final AtomicLong lastSequence = new AtomicLong();

    public ObjectWrites(
            KeyValueStore store, BlobLedger ledger, BucketTable buckets, ObjectVersions versions, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.buckets = buckets;
        this.versions = versions;
        this.clock = clock;
    }

    /** Returns a number that no object and no manifest had before; it grows. */
    public long nextSequence() {
        long now = clock.millis() << SEQUENCES_PER_MILLISECOND_BITS;
        return lastSequence.updateAndGet(last -> Math.max(last + 1, now));
    }

    /**
     * Changes objects of one bucket in a transaction that may run more than once, and records the blobs that it
     * releases.
     *
     * @param condition only determines whether a conflict is the client's to resolve
     * @param change receives the bucket as it is in the transaction, and a list to which it adds the blobs that are
     *     garbage once the transaction is committed
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

    /** Returns the error of a write that conflicted with other writes too often. */
    static AwsException conflict(WriteCondition condition) {
        return condition.any()
                ? new AwsException(
                        S3Error.CONDITIONAL_REQUEST_CONFLICT,
                        "The conditional request cannot succeed due to a conflicting operation against this resource.")
                : new AwsException(S3Error.SLOW_DOWN, "Please reduce your request rate.");
    }

    /** A change of objects in a transaction; it has no other side effects. */
    @FunctionalInterface
    public interface Change<T extends @Nullable Object> {
        T apply(Transaction transaction, Bucket bucket, List<String> garbage);
    }

    /**
     * Writes an object as the current version of its key.
     *
     * @param body the object's bytes, which no row points to yet
     * @return the object as it is stored
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    public StoredObject publish(
            Bucket bucket, String key, StoredObject object, ReceivedBody body, WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            take(transaction, body);
            return publish(transaction, garbage, current, key, object, body.inline(), condition);
        });
    }

    /** Records, in the commit that points to a body, that the body is published. */
    public void take(Transaction transaction, ReceivedBody body) {
        if (body.blobId() != null) {
            ledger.publish(transaction, body.blobId());
        }
    }

    /**
     * Writes an object as the current version of its key, within a change.
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

    /** Returns the version when it is an object, or empty when it is a delete marker. */
    static Optional<StoredObject> stored(Optional<ObjectVersion> version) {
        return version.orElse(null) instanceof StoredObject object ? Optional.of(object) : Optional.empty();
    }

    /**
     * The version that a deletion addresses.
     *
     * @param selector the current version when the request has no version id
     */
    record Target(String key, VersionSelector selector) {}

    /**
     * Deletes a version if it exists; without a version id, deletes the current object or adds a delete marker.
     *
     * @return the delete marker that it added or removed, if any
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    Optional<DeleteMarker> delete(Bucket bucket, Target target, WriteCondition condition) {
        long sequence = nextSequence();
        ObjectVersions.Deletion deletion = change(
                bucket,
                condition,
                (transaction, current, garbage) -> delete(transaction, garbage, current, target, condition, sequence));
        return Optional.ofNullable(deletion.marker());
    }

    /**
     * Deletes the versions that exist, in as few transactions as their parts allow.
     *
     * @return for each target the delete marker that was added or removed, if any
     */
    List<Optional<DeleteMarker>> deleteAll(Bucket bucket, List<Target> targets) {
        List<Optional<DeleteMarker>> markers = new ArrayList<>(targets.size());
        while (markers.size() < targets.size()) {
            List<Target> pending = targets.subList(markers.size(), targets.size());
            long sequence = nextSequence();
            markers.addAll(change(bucket, WriteCondition.NONE, (transaction, current, garbage) -> {
                List<Optional<DeleteMarker>> removed = new ArrayList<>();
                // INVARIANT: stays below the limit of a commit, because no object has more parts than this.
                for (int parts = 0; removed.size() < pending.size() && parts < S3Limits.PARTS_PER_TRANSACTION; ) {
                    ObjectVersions.Deletion deletion = delete(
                            transaction, garbage, current, pending.get(removed.size()), WriteCondition.NONE, sequence);
                    parts += deletion.cost();
                    removed.add(Optional.ofNullable(deletion.marker()));
                }
                return removed;
            }));
        }
        return markers;
    }

    private ObjectVersions.Deletion delete(
            Transaction transaction,
            List<String> garbage,
            Bucket bucket,
            Target target,
            WriteCondition condition,
            long sequence) {
        Optional<ObjectVersion> version = versions.find(transaction, bucket, target.key, target.selector);
        condition.require(target.key, stored(version));
        if (!target.selector.named()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            return versions.delete(transaction, garbage, bucket, target.key, version, sequence, now);
        }
        return version.isEmpty()
                ? ObjectVersions.Deletion.NOTHING
                : versions.remove(transaction, garbage, bucket, target.key, version.get());
    }

    /**
     * Replaces the tags of an object; its bytes and times stay.
     *
     * @param condition what must hold of the object
     * @return the object, or empty when there is none
     */
    Optional<StoredObject> tag(Bucket bucket, Target target, Map<String, String> tags, WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            Optional<StoredObject> object = stored(versions.find(transaction, current, target.key, target.selector));
            condition.require(target.key, object);
            object.ifPresent(existing -> versions.replace(transaction, current, target.key, existing.withTags(tags)));
            return object;
        });
    }

    /**
     * Writes an object that shares the blob of another, as the current version of its key.
     *
     * @return the object as it is stored, or empty when the other object was replaced or removed after the look-up
     */
    Optional<StoredObject> publishShared(
            Bucket bucket,
            String key,
            StoredObject object,
            Bucket sourceBucket,
            Target sourceTarget,
            long sourceSequence,
            String blobId,
            WriteCondition condition) {
        return change(bucket, condition, (transaction, current, garbage) -> {
            Optional<StoredObject> source =
                    stored(versions.find(transaction, sourceBucket, sourceTarget.key, sourceTarget.selector));
            // Two nodes may create equal sequences; a blob is never used again after its last object released it.
            if (source.isEmpty()
                    || source.get().sequence() != sourceSequence
                    || !source.get().body().equals(new StoredBody.Blob(blobId))) {
                return Optional.empty();
            }
            BlobUses.share(transaction, blobId);
            return Optional.of(publish(transaction, garbage, current, key, object, null, condition));
        });
    }
}
