// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of objects, and the changes to them in a transaction. Safe for many threads.
 * <p>INVARIANT: the current version is the one with the largest sequence. When it is an object, its row is in
 * {@link ObjectTable}; else it is a delete marker, the newest row of its key in {@link VersionTable}. At most one
 * version of a key is the null version.
 */
public final class ObjectVersions {
    private final ObjectTable objects;
    private final VersionTable versions = new VersionTable();
    private final RandomGenerator random;

    /** @param random a {@code SecureRandom} outside of tests: version ids come from it */
    public ObjectVersions(ObjectTable objects, RandomGenerator random) {
        this.objects = objects;
        this.random = random;
    }

    /** Returns the selected version, outside any transaction; the current object costs one look-up. */
    public Optional<ObjectVersion> find(KeyValueStore store, Bucket bucket, String key, VersionSelector selector) {
        if (!selector.named()) {
            Optional<StoredObject> object = objects.find(store, bucket, key);
            if (object.isPresent() || !bucket.versioned()) {
                return object.map(ObjectVersion.class::cast);
            }
        }
        return store.read(view -> find(view, bucket, key, selector));
    }

    /** Returns the selected version. */
    public Optional<ObjectVersion> find(
            ReadTransaction transaction, Bucket bucket, String key, VersionSelector selector) {
        Optional<StoredObject> object = objects.find(transaction, bucket, key);
        if (object.isPresent() && selector.selectsCurrent(object.get())) {
            return Optional.of(object.get());
        }
        if (!bucket.versioned()) {
            return Optional.empty();
        }
        if (selector instanceof VersionSelector.ById id) {
            return VersionIds.sequence(id.versionId())
                    .flatMap(sequence -> versions.find(transaction, bucket, key, sequence))
                    .filter(version -> id.versionId().equals(version.versionId()));
        } else if (selector instanceof VersionSelector.NullVersion) {
            return versions.findNull(transaction, bucket, key);
        }
        return object.isPresent() ? Optional.empty() : versions.newest(transaction, bucket, key);
    }

    /** Returns the versions of a key, the newest first. */
    public List<ObjectVersion> list(ReadTransaction transaction, Bucket bucket, String key, int countMax) {
        List<ObjectVersion> all = new ArrayList<>();
        objects.find(transaction, bucket, key).ifPresent(all::add);
        all.addAll(versions.list(transaction, bucket, key, countMax - all.size()));
        return all;
    }

    /**
     * Writes an object as the current version. With versioning it is a new version; without, or while versioning is
     * suspended, it replaces the null version.
     *
     * @param current the current version
     * @param inline the bytes of an inline body, else null
     * @return the object as it is stored
     */
    StoredObject put(
            Transaction transaction,
            List<String> garbage,
            Bucket bucket,
            String key,
            Optional<ObjectVersion> current,
            StoredObject object,
            byte @Nullable [] inline) {
        makeRoom(transaction, garbage, bucket, key, current);
        long sequence = sequenceAfter(current, object.sequence());
        StoredObject placed = object.withVersion(sequence, nextId(bucket, sequence));
        objects.put(transaction, bucket, key, placed, inline);
        return placed;
    }

    /**
     * Deletes without a version id: removes the object of a bucket without versioning, or adds a delete marker.
     *
     * @param sequence of a delete marker
     * @param now the creation time of a delete marker
     * @return the delete marker, if it added one
     */
    Deletion delete(
            Transaction transaction,
            List<String> garbage,
            Bucket bucket,
            String key,
            Optional<ObjectVersion> current,
            long sequence,
            Instant now) {
        int cost = makeRoom(transaction, garbage, bucket, key, current);
        if (bucket.versioned()) {
            long placed = sequenceAfter(current, sequence);
            DeleteMarker marker = new DeleteMarker(placed, nextId(bucket, placed), now);
            versions.put(transaction, bucket, key, marker);
            return new Deletion(cost, marker);
        }
        return new Deletion(cost, null);
    }

    /**
     * Removes one version and its bytes. When it was the current one, the next version becomes current.
     *
     * @return the removed version, if it was a delete marker
     */
    Deletion remove(Transaction transaction, List<String> garbage, Bucket bucket, String key, ObjectVersion version) {
        Optional<StoredObject> object = objects.find(transaction, bucket, key);
        if (object.isPresent() && object.get().sequence() == version.sequence()) {
            releaseBytes(transaction, garbage, bucket, key, object.get());
            objects.delete(transaction, bucket, key);
            promote(transaction, bucket, key);
        } else {
            if (version instanceof StoredObject stored) {
                releaseBytes(transaction, garbage, bucket, key, stored);
            }
            versions.delete(transaction, bucket, key, version);
            if (object.isEmpty()) {
                promote(transaction, bucket, key);
            }
        }
        return new Deletion(cost(version), version instanceof DeleteMarker marker ? marker : null);
    }

    /**
     * What a deletion did.
     *
     * @param cost an upper bound of the number of rows it touched
     * @param marker the delete marker that it added or removed; null for none
     */
    record Deletion(int cost, @Nullable DeleteMarker marker) {
        static final Deletion NOTHING = new Deletion(0, null);
    }

    /** Writes a version that differs from the stored one with its sequence only in what may change, such as tags. */
    void replace(Transaction transaction, Bucket bucket, String key, StoredObject version) {
        boolean current = objects.find(transaction, bucket, key)
                .filter(object -> object.sequence() == version.sequence())
                .isPresent();
        if (current) {
            objects.put(transaction, bucket, key, version, null);
        } else {
            versions.put(transaction, bucket, key, version);
        }
    }

    /**
     * Removes the row of the current object: the object becomes an older version when it stays, else its bytes are
     * released.
     *
     * @return an upper bound of the number of rows it touched
     */
    private int makeRoom(
            Transaction transaction, List<String> garbage, Bucket bucket, String key, Optional<ObjectVersion> current) {
        StoredObject object = current.orElse(null) instanceof StoredObject stored ? stored : null;
        boolean nullReplaced = bucket.versioning() != BucketVersioning.ENABLED;
        int cost = 1;
        if (object != null) {
            objects.delete(transaction, bucket, key);
            if (nullReplaced && object.versionId() == null) {
                releaseBytes(transaction, garbage, bucket, key, object);
                return cost(object);
            }
            versions.put(transaction, bucket, key, object);
        }
        if (nullReplaced && bucket.versioned()) {
            Optional<ObjectVersion> older = versions.findNull(transaction, bucket, key);
            if (older.isPresent()) {
                if (older.get() instanceof StoredObject stored) {
                    releaseBytes(transaction, garbage, bucket, key, stored);
                }
                versions.delete(transaction, bucket, key, older.get());
                cost += cost(older.get());
            }
        }
        return cost;
    }

    /** Makes the newest version current when it is an object; a delete marker stays in its row. */
    private void promote(Transaction transaction, Bucket bucket, String key) {
        if (!bucket.versioned()) {
            return;
        }
        if (versions.newest(transaction, bucket, key).orElse(null) instanceof StoredObject stored) {
            versions.delete(transaction, bucket, key, stored);
            objects.put(transaction, bucket, key, stored, null);
        }
    }

    private static long sequenceAfter(Optional<ObjectVersion> current, long sequence) {
        return current.isPresent() ? Math.max(sequence, current.get().sequence() + 1) : sequence;
    }

    private @Nullable String nextId(Bucket bucket, long sequence) {
        return bucket.versioning() == BucketVersioning.ENABLED ? VersionIds.make(sequence, random) : null;
    }

    private static int cost(ObjectVersion version) {
        return version instanceof StoredObject stored && stored.body() instanceof StoredBody.Manifest manifest
                ? manifest.partCount()
                : 1;
    }

    private void releaseBytes(
            Transaction transaction, List<String> garbage, Bucket bucket, String key, StoredObject object) {
        if (object.body() instanceof StoredBody.Inline) {
            objects.deleteInlineBody(transaction, bucket, key, object);
        } else if (object.body() instanceof StoredBody.Blob blob) {
            BlobUses.release(transaction, garbage, blob.blobId());
        } else if (object.body() instanceof StoredBody.Manifest manifest) {
            for (ManifestPart part : ManifestTable.find(transaction, manifest.manifestId())) {
                if (part.blobId() != null) {
                    BlobUses.release(transaction, garbage, part.blobId());
                }
            }
            ManifestTable.delete(transaction, manifest);
        }
    }
}
