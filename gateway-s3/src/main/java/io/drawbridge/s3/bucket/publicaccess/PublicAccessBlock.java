// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.publicaccess;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.s3.bucket.BucketSetting;

/**
 * The public access block of a bucket.
 *
 * @param blockPublicAcls refuses public access control lists
 * @param ignorePublicAcls ignores public access control lists
 * @param blockPublicPolicy refuses public bucket policies
 * @param restrictPublicBuckets restricts a public policy to the owner's account and to services
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">Blocking
 *     public access</a>
 */
public record PublicAccessBlock(
        boolean blockPublicAcls, boolean ignorePublicAcls, boolean blockPublicPolicy, boolean restrictPublicBuckets) {
    /** The public access block of a new bucket. */
    public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);

    /** The public access block of a bucket whose configuration was deleted. */
    public static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);

    /** Absent on a bucket whose configuration was deleted. */
    public static final BucketSetting<PublicAccessBlock> SETTING =
            new BucketSetting<>("public access block", PublicAccessBlock::toBytes, PublicAccessBlock::fromBytes);

    private static final int TYPE = 65;

    private byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .flag(1, blockPublicAcls)
                .flag(2, ignorePublicAcls)
                .flag(3, blockPublicPolicy)
                .flag(4, restrictPublicBuckets)
                .toBytes();
    }

    private static PublicAccessBlock fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new PublicAccessBlock(fields.flag(1), fields.flag(2), fields.flag(3), fields.flag(4));
    }
}
