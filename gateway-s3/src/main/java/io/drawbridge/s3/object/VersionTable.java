// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.store.S3Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the versions that are not current objects: older versions and delete markers, including current delete
 * markers. They are ordered by key, the newest version first, and are separate from the rows of current objects, which
 * listings read.
 */
public final class VersionTable {
    /** Returns the newest version of a key in this table. */
    Optional<ObjectVersion> newest(ReadTransaction transaction, Bucket bucket, String key) {
        return Optional.ofNullable(
                        transaction.scan(keyPrefix(bucket, key).range()).next())
                .map(VersionTable::versionOf);
    }

    /** Returns the version with this sequence. */
    Optional<ObjectVersion> find(ReadTransaction transaction, Bucket bucket, String key, long sequence) {
        return transaction.get(key(bucket, key, sequence)).map(ObjectVersion::fromBytes);
    }

    /** Returns the null version of a key, if it is in this table. */
    Optional<ObjectVersion> findNull(ReadTransaction transaction, Bucket bucket, String key) {
        return transaction
                .get(nullKey(bucket, key))
                .flatMap(sequence -> find(transaction, bucket, key, Counters.decode(sequence)));
    }

    /** Returns the versions of a key, the newest first, at most as many as given. */
    List<ObjectVersion> list(ReadTransaction transaction, Bucket bucket, String key, int countMax) {
        List<ObjectVersion> versions = new ArrayList<>();
        ReadTransaction.Scan scan = transaction.scan(keyPrefix(bucket, key).range());
        for (Row row = scan.next(); row != null && versions.size() < countMax; row = scan.next()) {
            versions.add(versionOf(row));
        }
        return versions;
    }

    void put(Transaction transaction, Bucket bucket, String key, ObjectVersion version) {
        transaction.put(key(bucket, key, version.sequence()), version.toBytes());
        if (version.versionId() == null) {
            transaction.put(nullKey(bucket, key), Counters.encode(version.sequence()));
        }
    }

    /** Removes the row of a version; its bytes stay. */
    void delete(Transaction transaction, Bucket bucket, String key, ObjectVersion version) {
        transaction.delete(key(bucket, key, version.sequence()));
        if (version.versionId() == null) {
            transaction.delete(nullKey(bucket, key));
        }
    }

    /** Returns the range of the versions of all keys that begin with the prefix. */
    public static KeyRange range(Bucket bucket, String prefix) {
        return S3Spaces.OBJECT_VERSION
                .key()
                .number(bucket.id())
                .textPrefix(prefix)
                .range();
    }

    /** Returns the end of the versions of a key. */
    public static Key behindKey(Bucket bucket, String key) {
        return keyPrefix(bucket, key).range().to();
    }

    /** Returns the position of the first version of a key that is older than this sequence. */
    public static Key behind(Bucket bucket, String key, long sequence) {
        return sequence == 0 ? behindKey(bucket, key) : key(bucket, key, sequence - 1);
    }

    /** Returns the object key of a row. */
    public static String keyOf(Row row) {
        KeyReader reader = S3Spaces.OBJECT_VERSION.read(row.key());
        reader.number();
        return reader.text();
    }

    /** Returns the version of a row. */
    public static ObjectVersion versionOf(Row row) {
        return ObjectVersion.fromBytes(row.value());
    }

    /**
     * Returns the key of the null version's row, to which a row of {@link S3Spaces#NULL_VERSION} points, or null when
     * that row is damaged.
     */
    public static @Nullable Key target(Row row) {
        if (row.value().length != Long.BYTES) {
            return null;
        }
        KeyReader reader = S3Spaces.NULL_VERSION.read(row.key());
        long bucketId = reader.number();
        return S3Spaces.OBJECT_VERSION
                .key()
                .number(bucketId)
                .text(reader.text())
                .descending(Counters.decode(row.value()))
                .key();
    }

    private static KeyBuilder keyPrefix(Bucket bucket, String key) {
        return S3Spaces.OBJECT_VERSION.key().number(bucket.id()).text(key);
    }

    private static Key key(Bucket bucket, String key, long sequence) {
        return keyPrefix(bucket, key).descending(sequence).key();
    }

    private static Key nullKey(Bucket bucket, String key) {
        return S3Spaces.NULL_VERSION.key().number(bucket.id()).text(key).key();
    }
}
