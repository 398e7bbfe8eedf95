// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketSetting;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The stored policy of a bucket: its text, in which principals are replaced by their unique ids. */
final class BucketPolicy {
    static final BucketSetting<String> SETTING = new BucketSetting<>(
            "policy",
            text -> text.getBytes(StandardCharsets.UTF_8),
            bytes -> new String(bytes, StandardCharsets.UTF_8));

    private BucketPolicy() {}

    static AwsException missing(Bucket bucket) {
        return new AwsException(
                S3Error.NO_SUCH_BUCKET_POLICY, "The bucket policy does not exist", Map.of("BucketName", bucket.name()));
    }
}
