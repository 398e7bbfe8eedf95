// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.store;

import io.drawbridge.core.kv.KeySpace;

/** The key spaces of S3, namespaces 64 to 95. */
public final class S3Spaces {
    /** bucket name → {@code Bucket}. Names are global among accounts. */
    public static final KeySpace BUCKET = new KeySpace(64, "buckets");
    /** account, bucket name → nothing; lists the buckets of an account. */
    public static final KeySpace BUCKET_OF = new KeySpace(65, "buckets by account");
    /** bucket id, kind of configuration → its text. */
    public static final KeySpace BUCKET_CONFIGURATION = new KeySpace(66, "bucket configuration");
    /** bucket id, object key → the current {@code StoredObject}. */
    public static final KeySpace OBJECT = new KeySpace(67, "current objects");
    /** bucket id, object key, sequence → the body of a small object, outside the range that listings read. */
    public static final KeySpace INLINE_BODY = new KeySpace(68, "bodies of small objects");
    /** bucket id, object key, initiation sequence, upload id → {@code Upload}. */
    public static final KeySpace UPLOAD = new KeySpace(69, "multipart uploads");
    /** upload id, part number → {@code Part}. */
    public static final KeySpace PART = new KeySpace(70, "parts of multipart uploads");
    /** manifest id, chunk number → up to 500 parts of a completed object. */
    public static final KeySpace MANIFEST = new KeySpace(71, "parts of completed objects");
    /** blob id → number of objects and parts that use it, by adding; absent means one. */
    public static final KeySpace BLOB_USE = new KeySpace(72, "shared blobs");
    /** constant → the newest bucket id. */
    public static final KeySpace SEQUENCE = new KeySpace(73, "sequences");

    /**
     * process → time of its last heartbeat, in milliseconds since 1970; one row for each process that ever wrote a
     * blob.
     */
    public static final KeySpace BLOB_WRITER = new KeySpace(74, "writers of blobs");
    /** blob id → nothing; the blob is being written, or nothing points to it yet. */
    public static final KeySpace UNPUBLISHED_BLOB = new KeySpace(75, "unpublished blobs");
    /** time of release, in milliseconds since 1970, and blob id → nothing; the blob is to be removed. */
    public static final KeySpace GARBAGE_BLOB = new KeySpace(76, "blobs to be removed");
    /** bucket id → nothing; the bucket is deleted, its unfinished uploads are to be removed. */
    public static final KeySpace DELETED_BUCKET = new KeySpace(77, "deleted buckets with uploads");

    /** bucket id, object key, sequence descending → {@code ObjectVersion} that is no current object. */
    public static final KeySpace OBJECT_VERSION = new KeySpace(78, "older versions and delete markers");
    /** bucket id, object key → sequence of the null version, when it is no current object. */
    public static final KeySpace NULL_VERSION = new KeySpace(79, "null versions that are not current");

    private S3Spaces() {}
}
