// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.limits;

/** The limits of S3 that a client or an operator can reach, each with the page that states it. */
public final class S3Limits {
    /**
     * Most bytes of an object key in UTF-8.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">AWS</a>
     */
    public static final int KEY_LENGTH_MAX = 1_024;

    /**
     * Most bytes of the user metadata of an object.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">AWS</a>
     */
    public static final int METADATA_LENGTH_MAX = 2_048;

    /**
     * Most bytes of the body of one request.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">AWS</a>
     */
    public static final long BODY_LENGTH_MAX = 5L << 30;

    /**
     * Most bytes that one copy reads.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">AWS</a>
     */
    public static final long COPY_LENGTH_MAX = 5L << 30;

    /**
     * Fewest bytes of a part that is not the last.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">AWS</a>
     */
    public static final long PART_LENGTH_MIN = 5L << 20;

    /**
     * The highest part number of an upload.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">AWS</a>
     */
    public static final int PART_NUMBER_MAX = 10_000;

    /**
     * Most entries of a page of objects, parts or uploads.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">AWS</a>
     */
    public static final int PAGE_MAX = 1_000;

    /**
     * Most objects in one DeleteObjects request.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-multiple-objects.html">AWS</a>
     */
    public static final int DELETED_KEYS_MAX = 1_000;

    /**
     * Most tags of an object.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">AWS</a>
     */
    public static final int OBJECT_TAGS_MAX = 10;

    /**
     * Most tags of a bucket.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html">AWS</a>
     */
    public static final int BUCKET_TAGS_MAX = 50;

    /**
     * Most characters of the key of a tag.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">AWS</a>
     */
    public static final int TAG_KEY_LENGTH_MAX = 128;

    /**
     * Most characters of the value of a tag.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">AWS</a>
     */
    public static final int TAG_VALUE_LENGTH_MAX = 256;

    /**
     * Most bytes of a bucket policy.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html">AWS</a>
     */
    public static final int POLICY_LENGTH_MAX = 20_480;

    /**
     * Fewest characters of a bucket name.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">AWS</a>
     */
    public static final int BUCKET_NAME_LENGTH_MIN = 3;

    /**
     * Most characters of a bucket name.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">AWS</a>
     */
    public static final int BUCKET_NAME_LENGTH_MAX = 63;

    /**
     * Most buckets of an account.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html">AWS</a>
     */
    public static final int BUCKETS_MAX = 10_000;

    /**
     * Most buckets of a page of ListBuckets.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">AWS</a>
     */
    public static final int BUCKETS_PAGE_MAX = 10_000;

    /** Most bytes of a body that is kept in a row: a limit of this server; scripts/benchmark-store measures it. */
    public static final int INLINE_LENGTH_MAX = 32 << 10;

    /** Most bytes of the compiled policies of all buckets together: a limit of this server. */
    public static final long COMPILED_POLICIES_BYTES_MAX = 64L << 20;

    /** Most characters of an upload id that is looked up: a limit of this server. */
    public static final int UPLOAD_ID_LENGTH_MAX = 128;

    /** Most characters of a continuation token that is decoded: a limit of this server. */
    public static final int LISTING_TOKEN_LENGTH_MAX = 4_096;

    /** Most steps of each kind in one run of housekeeping: a limit of this server. */
    public static final int HOUSEKEEPING_STEPS_MAX = 100;

    /** Most parts whose rows, and as many again, fit into one commit: a limit of this server. */
    public static final int PARTS_PER_TRANSACTION = 10_000;

    /** Most objects that DeleteObjects removes in one transaction: a limit of this server. */
    public static final int DELETED_KEYS_PER_TRANSACTION = 100;

    /** Most parts of unfinished uploads that one transaction removes: a limit of this server. */
    public static final int SWEPT_PARTS_PER_TRANSACTION = 500;

    /** Most attempts of a request to read an object that other requests replace meanwhile: a limit of this server. */
    public static final int READ_ATTEMPTS_MAX = 8;

    private S3Limits() {}
}
