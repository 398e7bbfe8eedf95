// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.S3Spaces;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.model.S3Error;
import java.time.Clock;
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

    /** The rows of so many parts, and of as many again, fit into one commit. */
    private static final int PARTS_PER_TRANSACTION = 10_000;

    private final KeyValueStore store;
    private final BlobLedger ledger;
    private final BucketTable buckets;
    private final ObjectTable objects;
    private final Clock clock;
    private final AtomicLong lastStamp = new AtomicLong();

    public ObjectWrites(KeyValueStore store, BlobLedger ledger, BucketTable buckets, ObjectTable objects, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.buckets = buckets;
        this.objects = objects;
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
     * @param change gets a list to which it adds the blobs that are garbage once the transaction is committed
     * @throws AwsException what the change throws; NoSuchBucket; ConditionalRequestConflict or SlowDown after too many
     *     conflicts
     */
    public <T extends @Nullable Object> T change(Bucket bucket, WriteCondition condition, Change<T> change) {
        Function<Transaction, T> function = transaction -> {
            buckets.require(transaction, bucket);
            List<String> garbage = new ArrayList<>(2);
            T result = change.apply(transaction, garbage);
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
        T apply(Transaction transaction, List<String> garbage);
    }

    /**
     * Puts an object in place of any of its key.
     *
     * @param body the object's bytes, which nothing points to yet
     * @return as it is stored
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    public StoredObject publish(
            Bucket bucket, String key, StoredObject object, ReceivedBody body, WriteCondition condition) {
        return change(bucket, condition, (transaction, garbage) -> {
            take(transaction, body);
            return publish(transaction, garbage, bucket, key, object, body.inline(), condition);
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
        Optional<StoredObject> previous = objects.find(transaction, bucket, key);
        condition.require(key, previous);
        StoredObject placed = object;
        if (previous.isPresent()) {
            releaseBytes(transaction, garbage, bucket, key, previous.get());
            placed = object.withStamp(Math.max(object.stamp(), previous.get().stamp() + 1));
        }
        objects.put(transaction, bucket, key, placed, inline);
        return placed;
    }

    /**
     * Removes an object if there is one.
     *
     * @throws AwsException when the condition does not hold, and as {@link #change}
     */
    void remove(Bucket bucket, String key, WriteCondition condition) {
        change(bucket, condition, (transaction, garbage) -> {
            remove(transaction, garbage, bucket, key, condition);
            return true;
        });
    }

    /** Removes the objects of some keys, as far as there are any, in as few transactions as their parts allow. */
    void removeAll(Bucket bucket, List<String> keys) {
        int done = 0;
        while (done < keys.size()) {
            List<String> left = keys.subList(done, keys.size());
            done += change(bucket, WriteCondition.NONE, (transaction, garbage) -> {
                int removed = 0;
                // INVARIANT: below the limit of a commit, for no object has more parts than this.
                for (int parts = 0; removed < left.size() && parts < PARTS_PER_TRANSACTION; removed++) {
                    parts += remove(transaction, garbage, bucket, left.get(removed), WriteCondition.NONE);
                }
                return removed;
            });
        }
    }

    /** @return how many parts the object had */
    private int remove(
            Transaction transaction, List<String> garbage, Bucket bucket, String key, WriteCondition condition) {
        Optional<StoredObject> current = objects.find(transaction, bucket, key);
        condition.require(key, current);
        if (current.isEmpty()) {
            return 0;
        }
        releaseBytes(transaction, garbage, bucket, key, current.get());
        objects.delete(transaction, bucket, key, current.get());
        return current.get().body() instanceof StoredBody.Manifest manifest ? manifest.partCount() : 1;
    }

    /**
     * Gives an object other tags; its bytes and times stay.
     *
     * @param condition what must hold of the object
     * @return false when there is no object
     */
    boolean tag(Bucket bucket, String key, Map<String, String> tags, WriteCondition condition) {
        return change(bucket, condition, (transaction, garbage) -> {
            Optional<StoredObject> current = objects.find(transaction, bucket, key);
            condition.require(key, current);
            if (current.isPresent()) {
                objects.put(transaction, bucket, key, current.get().withTags(tags), null);
            }
            return current.isPresent();
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
            String sourceKey,
            long sourceStamp,
            String blobId,
            WriteCondition condition) {
        return change(bucket, condition, (transaction, garbage) -> {
            Optional<StoredObject> source = objects.find(transaction, sourceBucket, sourceKey);
            // Nodes may make equal stamps; a blob is never used again once its last object let it go.
            if (source.isEmpty()
                    || source.get().stamp() != sourceStamp
                    || !source.get().body().equals(new StoredBody.Blob(blobId))) {
                return false;
            }
            share(transaction, blobId);
            publish(transaction, garbage, bucket, key, object, null, condition);
            return true;
        });
    }

    private void releaseBytes(
            Transaction transaction, List<String> garbage, Bucket bucket, String key, StoredObject object) {
        if (object.body() instanceof StoredBody.Inline) {
            objects.deleteInlineBody(transaction, bucket, key, object);
        } else if (object.body() instanceof StoredBody.Blob blob) {
            release(transaction, garbage, blob.blobId());
        } else if (object.body() instanceof StoredBody.Manifest manifest) {
            for (ManifestPart part : ManifestTable.find(transaction, manifest.manifestId())) {
                if (part.blobId() != null) {
                    release(transaction, garbage, part.blobId());
                }
            }
            ManifestTable.delete(transaction, manifest);
        }
    }

    /** One row less uses the blob; it is garbage when that was the last. */
    public static void release(Transaction transaction, List<String> garbage, String blobId) {
        Key key = useKey(blobId);
        Optional<byte[]> row = transaction.get(key);
        long users = row.map(Counters::decode).orElse(1L) - 1;
        if (users == 0) {
            garbage.add(blobId);
        }
        if (users > 1) {
            transaction.put(key, Counters.encode(users));
        } else if (row.isPresent()) {
            transaction.delete(key);
        }
    }

    /** One row more uses the blob, which a row that this transaction read uses already. */
    static void share(Transaction transaction, String blobId) {
        Key key = useKey(blobId);
        long users = transaction.get(key).map(Counters::decode).orElse(1L) + 1;
        transaction.put(key, Counters.encode(users));
    }

    /** The row that tells how many rows use a blob. */
    public static Key useKey(String blobId) {
        return S3Spaces.BLOB_USE.key().text(blobId).key();
    }
}
