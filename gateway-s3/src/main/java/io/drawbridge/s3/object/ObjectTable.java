// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.SkipScan;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.store.S3Spaces;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of current objects and of small bodies. */
public final class ObjectTable {
    /** Returns the object of a key, outside any transaction. */
    public Optional<StoredObject> find(KeyValueStore store, Bucket bucket, String key) {
        return store.get(key(bucket, key)).map(StoredObject::fromBytes);
    }

    /** Returns the object of a key. */
    public Optional<StoredObject> find(ReadTransaction transaction, Bucket bucket, String key) {
        return transaction.get(key(bucket, key)).map(StoredObject::fromBytes);
    }

    /** Returns the body of a small object, or empty when the object was replaced after the look-up. */
    public Optional<byte[]> inlineBody(KeyValueStore store, Bucket bucket, String key, long sequence) {
        return store.get(inlineKey(bucket.id(), key, sequence));
    }

    /** Returns the body of a small object. */
    public Optional<byte[]> inlineBody(ReadTransaction transaction, Bucket bucket, String key, long sequence) {
        return transaction.get(inlineKey(bucket.id(), key, sequence));
    }

    /** Returns whether the bucket holds any current object. */
    public boolean any(ReadTransaction transaction, Bucket bucket) {
        return transaction.any(S3Spaces.OBJECT.key().number(bucket.id()).range());
    }

    /**
     * Writes an object and replaces an earlier one of its key; the caller releases the bytes of the replaced object.
     *
     * @param inlineBody the bytes of an inline body, else null
     */
    public void put(
            Transaction transaction, Bucket bucket, String key, StoredObject object, byte @Nullable [] inlineBody) {
        transaction.put(key(bucket, key), object.toBytes());
        if (inlineBody != null) {
            transaction.put(inlineKey(bucket.id(), key, object.sequence()), inlineBody);
        }
    }

    /** Removes an object's row; its bytes stay. */
    public void delete(Transaction transaction, Bucket bucket, String key) {
        transaction.delete(key(bucket, key));
    }

    /** Removes an inline body. */
    void deleteInlineBody(Transaction transaction, Bucket bucket, String key, StoredObject object) {
        transaction.delete(inlineKey(bucket.id(), key, object.sequence()));
    }

    /**
     * Returns the range of all objects of a bucket whose keys begin with the prefix, in the UTF-8 order of their keys.
     */
    public static KeyRange range(Bucket bucket, String prefix) {
        return S3Spaces.OBJECT.key().number(bucket.id()).textPrefix(prefix).range();
    }

    /** Returns the groups of keys that one common prefix of a listing covers. */
    public static SkipScan groups(Bucket bucket, String prefix, String delimiter) {
        return new SkipScan(range(bucket, prefix).from().bytes().length, KeyBuilder.escaped(delimiter));
    }

    /** Returns the position of a key among the objects of its bucket, for ranges that begin after it. */
    public static Key place(Bucket bucket, String key) {
        return key(bucket, key);
    }

    /** Returns the object key of a row. */
    public static String keyOf(Row row) {
        KeyReader reader = S3Spaces.OBJECT.read(row.key());
        reader.number();
        return reader.text();
    }

    /** Returns the object of a row. */
    public static StoredObject objectOf(Row row) {
        return StoredObject.fromBytes(row.value());
    }

    /** Returns the key of the row with the inline body of a version. */
    public static Key bodyKey(long bucketId, String key, StoredObject object) {
        return inlineKey(bucketId, key, object.sequence());
    }

    private static Key key(Bucket bucket, String key) {
        return S3Spaces.OBJECT.key().number(bucket.id()).text(key).key();
    }

    private static Key inlineKey(long bucketId, String key, long sequence) {
        return S3Spaces.INLINE_BODY
                .key()
                .number(bucketId)
                .text(key)
                .number(sequence)
                .key();
    }
}
