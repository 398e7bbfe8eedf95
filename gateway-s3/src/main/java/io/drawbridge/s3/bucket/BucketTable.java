// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.store.S3Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows of buckets and of their configuration. */
public final class BucketTable {
    private static final byte[] NOTHING = {};
    private static final Key LAST_ID = S3Spaces.SEQUENCE.key().text("bucket id").key();

    /** Returns the bucket of that name, outside any transaction. */
    public Optional<Bucket> find(KeyValueStore store, String name) {
        return store.get(key(name)).map(Bucket::fromBytes);
    }

    /**
     * Returns the bucket of that name. A transaction that writes into the bucket reads it, so that a concurrent
     * deletion of the bucket conflicts.
     */
    public Optional<Bucket> find(ReadTransaction transaction, String name) {
        return transaction.get(key(name)).map(Bucket::fromBytes);
    }

    /** @throws AwsException NoSuchBucket */
    public Bucket require(KeyValueStore store, String name) {
        return find(store, name).orElseThrow(() -> missing(name));
    }

    /**
     * Returns the bucket, when it still is the one that the request began with.
     *
     * @throws AwsException NoSuchBucket when it was deleted since
     */
    public Bucket require(ReadTransaction transaction, Bucket bucket) {
        return find(transaction, bucket.name())
                .filter(existing -> existing.id() == bucket.id())
                .orElseThrow(() -> missing(bucket.name()));
    }

    private static AwsException missing(String name) {
        return new AwsException(
                S3Error.NO_SUCH_BUCKET, "The specified bucket does not exist", Map.of("BucketName", name));
    }

    /** Returns the id of the next bucket. */
    public long nextId(Transaction transaction) {
        long id = transaction.get(LAST_ID).map(Counters::decode).orElse(0L) + 1;
        transaction.put(LAST_ID, Counters.encode(id));
        return id;
    }

    /** Writes a new bucket. */
    public void put(Transaction transaction, Bucket bucket) {
        transaction.put(key(bucket.name()), bucket.toBytes());
        transaction.put(ownerKey(bucket.owner(), bucket.name()), NOTHING);
        transaction.put(countKey(bucket.owner()), Counters.encode(count(transaction, bucket.owner()) + 1));
    }

    /** Writes the new versioning state of an existing bucket. */
    public void putVersioning(Transaction transaction, Bucket bucket, BucketVersioning versioning) {
        transaction.put(key(bucket.name()), bucket.with(versioning).toBytes());
    }

    /** Returns how many buckets the account has. */
    public long count(ReadTransaction transaction, AccountId owner) {
        return transaction.get(countKey(owner)).map(Counters::decode).orElse(0L);
    }

    /**
     * Returns whether the bucket holds no object, no older version and no delete marker. Uploads that were never
     * completed are removed with their bucket.
     */
    public boolean empty(ReadTransaction transaction, Bucket bucket) {
        return !transaction.any(S3Spaces.OBJECT.key().number(bucket.id()).range())
                && !transaction.any(
                        S3Spaces.OBJECT_VERSION.key().number(bucket.id()).range());
    }

    /** Removes a bucket with all of its configuration; its objects must be removed before. */
    public void delete(Transaction transaction, Bucket bucket) {
        transaction.delete(key(bucket.name()));
        transaction.delete(ownerKey(bucket.owner(), bucket.name()));
        transaction.put(countKey(bucket.owner()), Counters.encode(count(transaction, bucket.owner()) - 1));
        ReadTransaction.Scan settings = transaction.scan(
                S3Spaces.BUCKET_CONFIGURATION.key().number(bucket.id()).range());
        List<Key> configured = new ArrayList<>();
        for (Row row = settings.next(); row != null; row = settings.next()) {
            configured.add(row.key());
        }
        configured.forEach(transaction::delete);
        if (transaction.any(S3Spaces.UPLOAD.key().number(bucket.id()).range())) {
            transaction.put(S3Spaces.DELETED_BUCKET.key().number(bucket.id()).key(), NOTHING);
        }
    }

    /**
     * Visits the buckets of an account in the order of their names, until the visitor stops.
     *
     * @param prefix of the names; empty for all
     * @param after the name after which the walk begins; empty for the first
     */
    public void walk(
            ReadTransaction transaction, AccountId owner, String prefix, String after, Predicate<Bucket> visitor) {
        KeyRange range =
                S3Spaces.BUCKET_OF.key().text(owner.digits()).textPrefix(prefix).range();
        ReadTransaction.Scan scan = transaction.scan(after.isEmpty() ? range : range.after(ownerKey(owner, after)));
        for (Row row = scan.next(); row != null; row = scan.next()) {
            KeyReader reader = S3Spaces.BUCKET_OF.read(row.key());
            reader.text();
            Optional<Bucket> bucket = find(transaction, reader.text());
            if (bucket.isPresent() && !visitor.test(bucket.get())) {
                return;
            }
        }
    }

    private static Key key(String name) {
        return S3Spaces.BUCKET.key().text(name).key();
    }

    private static Key ownerKey(AccountId owner, String name) {
        return S3Spaces.BUCKET_OF.key().text(owner.digits()).text(name).key();
    }

    private static Key countKey(AccountId owner) {
        return S3Spaces.SEQUENCE
                .key()
                .text("buckets of account")
                .text(owner.digits())
                .key();
    }
}
