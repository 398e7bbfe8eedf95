// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.multipart.UploadBlob;
import io.drawbridge.s3.object.ManifestPart;
import io.drawbridge.s3.object.ManifestTable;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersion;
import io.drawbridge.s3.object.StoredBody;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.VersionTable;
import io.drawbridge.s3.store.S3Spaces;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The blobs that all rows of one read version refer to. Memory: one entry a blob. */
final class References {
    private static final int MD5_DIGITS = 32;

    /** A blob as its rows describe it. */
    record Use(long size, long count, String subject, BlobOwner owner) {}

    final Map<String, Use> blobs = new HashMap<>();
    final Map<String, Long> counts = new HashMap<>();
    final Set<String> expected = new HashSet<>();
    final List<Finding> findings = new ArrayList<>();
    final List<Key> strayRows = new ArrayList<>();
    long objects;

    private final ReadTransaction view;
    private final Set<Long> manifests = new HashSet<>();
    private final Set<Key> nullVersions = new HashSet<>();
    private final Set<Key> bodies = new HashSet<>();
    private final Map<String, BlobOwner> uploads = new HashMap<>();

    private References(ReadTransaction view) {
        this.view = view;
    }

    /** Reads all rows of S3. */
    static References of(ReadTransaction view) {
        References references = new References(view);
        references.each(S3Spaces.OBJECT.key().range(), references::object);
        references.each(S3Spaces.OBJECT_VERSION.key().range(), references::version);
        references.each(
                S3Spaces.NULL_VERSION.key().range(),
                row -> references.stray(row, !references.nullVersions.contains(VersionTable.target(row))));
        references.each(S3Spaces.UPLOAD.key().range(), references::upload);
        references.each(S3Spaces.PART.key().range(), references::part);
        references.each(
                S3Spaces.INLINE_BODY.key().range(),
                row -> references.stray(row, !references.bodies.contains(row.key())));
        references.each(
                S3Spaces.MANIFEST.key().range(),
                row -> references.stray(
                        row,
                        !references.manifests.contains(
                                S3Spaces.MANIFEST.read(row.key()).number())));
        references.each(
                S3Spaces.BLOB_USE.key().range(),
                row -> references.counts.put(S3Spaces.BLOB_USE.read(row.key()).text(), Counters.decode(row.value())));
        references.each(
                S3Spaces.UNPUBLISHED_BLOB.key().range(),
                row -> references.expected.add(
                        S3Spaces.UNPUBLISHED_BLOB.read(row.key()).text()));
        references.each(S3Spaces.GARBAGE_BLOB.key().range(), row -> {
            KeyReader key = S3Spaces.GARBAGE_BLOB.read(row.key());
            key.number();
            references.expected.add(key.text());
        });
        return references;
    }

    /**
     * Returns how often each blob is used, and reads nothing else. A transaction that calls this commits only if no
     * object, part or manifest was written meanwhile.
     */
    static Map<String, Long> uses(ReadTransaction view) {
        References references = new References(view);
        Map<String, Long> uses = new HashMap<>();
        references.each(S3Spaces.OBJECT.key().range(), row -> references.count(uses, ObjectTable.objectOf(row)));
        references.each(S3Spaces.OBJECT_VERSION.key().range(), row -> {
            if (VersionTable.versionOf(row) instanceof StoredObject object) {
                references.count(uses, object);
            }
        });
        references.each(S3Spaces.PART.key().range(), row -> UploadBlob.of(row)
                .ifPresent(part -> uses.merge(part.blobId(), 1L, Long::sum)));
        references.each(S3Spaces.MANIFEST.key().range(), row -> {
            if (references.manifests.contains(S3Spaces.MANIFEST.read(row.key()).number())) {
                for (ManifestPart part : ManifestTable.partsOf(row)) {
                    if (part.blobId() != null) {
                        uses.merge(part.blobId(), 1L, Long::sum);
                    }
                }
            }
        });
        return uses;
    }

    private void count(Map<String, Long> uses, StoredObject object) {
        if (object.body() instanceof StoredBody.Blob blob) {
            uses.merge(blob.blobId(), 1L, Long::sum);
        } else if (object.body() instanceof StoredBody.Manifest manifest) {
            manifests.add(manifest.manifestId());
        }
    }

    private void each(KeyRange range, Consumer<Row> visitor) {
        ReadTransaction.Scan scan = view.scan(range);
        for (Row row = scan.next(); row != null; row = scan.next()) {
            visitor.accept(row);
        }
    }

    private void object(Row row) {
        KeyReader key = S3Spaces.OBJECT.read(row.key());
        BlobOwner owner = new BlobOwner(key.number(), key.text());
        object(ObjectTable.objectOf(row), owner, "object " + owner.key() + " of bucket " + owner.bucketId());
    }

    private void version(Row row) {
        KeyReader key = S3Spaces.OBJECT_VERSION.read(row.key());
        BlobOwner owner = new BlobOwner(key.number(), key.text());
        ObjectVersion version = VersionTable.versionOf(row);
        if (version.versionId() == null) {
            nullVersions.add(row.key());
        }
        if (version instanceof StoredObject object) {
            String id = version.versionId() == null ? "null" : version.versionId();
            object(object, owner, "version " + id + " of object " + owner.key() + " of bucket " + owner.bucketId());
        }
    }

    private void object(StoredObject object, BlobOwner owner, String subject) {
        objects++;
        if (object.body() instanceof StoredBody.Blob blob) {
            use(blob.blobId(), object.size(), subject, owner);
        } else if (object.body() instanceof StoredBody.Inline) {
            inline(ObjectTable.bodyKey(owner.bucketId(), owner.key(), object), object, subject);
        } else if (object.body() instanceof StoredBody.Manifest manifest) {
            manifest(manifest, object.size(), subject, owner);
        }
    }

    private void inline(Key key, StoredObject object, String subject) {
        bodies.add(key);
        Optional<byte[]> body = view.get(key);
        if (body.isEmpty()) {
            find(Problem.MISSING_BODY, subject, "");
        } else if (body.get().length != object.size() || !hasMd5(body.get(), object.etag())) {
            find(Problem.DAMAGED_BODY, subject, "");
        }
    }

    private static boolean hasMd5(byte[] body, String etag) {
        if (etag.length() != MD5_DIGITS) {
            return true;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body))
                    .equals(etag);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void manifest(StoredBody.Manifest manifest, long size, String subject, BlobOwner owner) {
        manifests.add(manifest.manifestId());
        List<ManifestPart> parts = ManifestTable.find(view, manifest.manifestId());
        long total = parts.stream().mapToLong(ManifestPart::size).sum();
        if (parts.size() != manifest.partCount() || total != size) {
            find(Problem.MISSING_PARTS, subject, parts.size() + " of " + manifest.partCount() + " parts are listed");
        }
        for (ManifestPart part : parts) {
            if (part.blobId() != null) {
                use(part.blobId(), part.size(), subject, owner);
            }
        }
    }

    private void upload(Row row) {
        KeyReader key = S3Spaces.UPLOAD.read(row.key());
        BlobOwner owner = new BlobOwner(key.number(), key.text());
        key.number();
        uploads.put(key.text(), owner);
    }

    private void part(Row row) {
        String uploadId = S3Spaces.PART.read(row.key()).text();
        BlobOwner owner = uploads.getOrDefault(uploadId, new BlobOwner(0, ""));
        UploadBlob.of(row).ifPresent(part -> use(part.blobId(), part.size(), "an unfinished upload", owner));
    }

    private void use(String blobId, long size, String subject, BlobOwner owner) {
        blobs.merge(
                blobId,
                new Use(size, 1, subject, owner),
                (first, next) -> new Use(first.size, first.count + 1, first.subject, first.owner));
    }

    private void stray(Row row, boolean stray) {
        if (stray) {
            strayRows.add(row.key());
        }
    }

    private void find(Problem problem, String subject, String detail) {
        findings.add(new Finding(problem, subject, detail, false));
    }
}
