// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.store.S3Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of uploads in progress and of their parts. */
final class UploadTable {
    /** An upload with its position in a listing. */
    record Entry(String key, UploadId id, Upload upload) {}

    /** @throws io.drawbridge.core.error.AwsException NoSuchUpload */
    Upload require(KeyValueStore store, Bucket bucket, String key, UploadId id) {
        return store.get(key(bucket, key, id)).map(Upload::fromBytes).orElseThrow(() -> UploadId.missing(id.text()));
    }

    Optional<Upload> find(ReadTransaction transaction, Bucket bucket, String key, UploadId id) {
        return transaction.get(key(bucket, key, id)).map(Upload::fromBytes);
    }

    /** @throws io.drawbridge.core.error.AwsException NoSuchUpload */
    Upload require(ReadTransaction transaction, Bucket bucket, String key, UploadId id) {
        return find(transaction, bucket, key, id).orElseThrow(() -> UploadId.missing(id.text()));
    }

    void put(Transaction transaction, Bucket bucket, String key, UploadId id, Upload upload) {
        transaction.put(key(bucket, key, id), upload.toBytes());
    }

    /** Removes the rows of an upload and of its parts. */
    void delete(Transaction transaction, Bucket bucket, String key, UploadId id, List<UploadedPart> parts) {
        transaction.delete(key(bucket, key, id));
        for (UploadedPart part : parts) {
            transaction.delete(partKey(id, part.number()));
        }
    }

    /** Removes the row of a part. */
    static void deletePart(Transaction transaction, UploadId id, UploadedPart part) {
        transaction.delete(partKey(id, part.number()));
    }

    Optional<UploadedPart> part(ReadTransaction transaction, UploadId id, int number) {
        return transaction.get(partKey(id, number)).map(UploadedPart::fromBytes);
    }

    void putPart(Transaction transaction, UploadId id, UploadedPart part) {
        transaction.put(partKey(id, part.number()), part.toBytes());
    }

    /** Returns the parts after a number, in order. */
    List<UploadedPart> parts(ReadTransaction transaction, UploadId id, int after, int countMax) {
        KeyRange all = S3Spaces.PART.key().text(id.text()).range();
        List<UploadedPart> parts = new ArrayList<>();
        ReadTransaction.Scan scan = transaction.scan(all.startingAt(partKey(id, after + 1)));
        while (parts.size() < countMax) {
            Row row = scan.next();
            if (row == null) {
                break;
            }
            parts.add(UploadedPart.fromBytes(row.value()));
        }
        return parts;
    }

    /** Returns the range of the uploads whose keys begin with the prefix, in the order of keys and initiation. */
    static KeyRange range(Bucket bucket, String prefix) {
        return S3Spaces.UPLOAD.key().number(bucket.id()).textPrefix(prefix).range();
    }

    /** Returns the end of the rows of all keys that begin with a text. */
    static Key behindPrefix(Bucket bucket, String prefix) {
        return range(bucket, prefix).to();
    }

    /** Returns the end of the rows of a key. */
    static Key behindKey(Bucket bucket, String key) {
        return S3Spaces.UPLOAD.key().number(bucket.id()).text(key).range().to();
    }

    /** Returns the position after an upload. */
    static Key after(Bucket bucket, String key, UploadId id) {
        return S3Spaces.UPLOAD
                .key()
                .number(bucket.id())
                .text(key)
                .number(id.sequence())
                .text(id.text())
                .range()
                .to();
    }

    static Entry entry(Row row) {
        KeyReader reader = S3Spaces.UPLOAD.read(row.key());
        reader.number();
        String key = reader.text();
        long sequence = reader.number();
        return new Entry(key, new UploadId(reader.text(), sequence), Upload.fromBytes(row.value()));
    }

    private static Key key(Bucket bucket, String key, UploadId id) {
        return S3Spaces.UPLOAD
                .key()
                .number(bucket.id())
                .text(key)
                .number(id.sequence())
                .text(id.text())
                .key();
    }

    private static Key partKey(UploadId id, int number) {
        return S3Spaces.PART.key().text(id.text()).number(number).key();
    }
}
