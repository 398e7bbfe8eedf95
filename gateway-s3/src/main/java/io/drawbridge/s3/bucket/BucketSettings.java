// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.store.S3Spaces;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads and writes the configuration of buckets. Safe for many threads. */
public final class BucketSettings {
    private final KeyValueStore store;
    private final BucketTable buckets;

    public BucketSettings(KeyValueStore store, BucketTable buckets) {
        this.store = store;
        this.buckets = buckets;
    }

    /** Returns the value that is set, or empty when none is. */
    public <T> Optional<T> find(Bucket bucket, BucketSetting<T> setting) {
        return bytes(bucket, setting).map(setting.decode());
    }

    /** Returns the value that is set, in a transaction. */
    public <T> Optional<T> find(ReadTransaction transaction, Bucket bucket, BucketSetting<T> setting) {
        return transaction.get(key(bucket, setting)).map(setting.decode());
    }

    /**
     * Returns the stored form of the value. As far as the store caches it, this is the same array until the value is
     * set again.
     */
    public Optional<byte[]> bytes(Bucket bucket, BucketSetting<?> setting) {
        return store.get(key(bucket, setting));
    }

    /** @throws io.drawbridge.core.error.AwsException NoSuchBucket when it was deleted since the request began */
    public <T> void put(Bucket bucket, BucketSetting<T> setting, T value) {
        change(bucket, (transaction, current) -> put(transaction, current, setting, value));
    }

    /** Sets a value in a transaction that has read the bucket. */
    public <T> void put(Transaction transaction, Bucket bucket, BucketSetting<T> setting, T value) {
        transaction.put(key(bucket, setting), setting.encode().apply(value));
    }

    /** @throws io.drawbridge.core.error.AwsException NoSuchBucket when it was deleted since the request began */
    public void remove(Bucket bucket, BucketSetting<?> setting) {
        change(bucket, (transaction, current) -> transaction.delete(key(current, setting)));
    }

    /**
     * Changes settings of a bucket in a transaction.
     *
     * @param change receives the bucket as it is in the transaction; may run more than once
     * @throws io.drawbridge.core.error.AwsException NoSuchBucket when it was deleted since the request began
     */
    public void change(Bucket bucket, BiConsumer<Transaction, Bucket> change) {
        store.update(transaction -> change.accept(transaction, buckets.require(transaction, bucket)));
    }

    private static Key key(Bucket bucket, BucketSetting<?> setting) {
        return S3Spaces.BUCKET_CONFIGURATION
                .key()
                .number(bucket.id())
                .text(setting.word())
                .key();
    }
}
