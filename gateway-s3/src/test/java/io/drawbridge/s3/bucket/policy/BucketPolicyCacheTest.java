// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.PutBucketPolicyRequest;
import io.drawbridge.s3.model.S3Operation;
import org.junit.jupiter.api.Test;

/** The cache of compiled bucket policies is bounded by size, not by number. */
final class BucketPolicyCacheTest {
    private static final long KEPT_BYTES_MAX = 64L << 20;

    @Test
    void manyLargePoliciesKeepWithinTheBound() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            BucketAccess access = scene.tables.access();
            for (int i = 0; i < 180; i++) {
                String name = "large-policy-" + i;
                scene.bucket(name);
                String policy =
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + S3Scene.OWNER + "\"},\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::" + name
                                + "/*\"}}";
                scene.call(
                        S3Operation.PUT_BUCKET_POLICY,
                        PutBucketPolicyRequest.builder()
                                .bucket(name)
                                .policy(policy + " ".repeat(20_000 - policy.length()))
                                .build(),
                        scene.root(S3Scene.OWNER),
                        Structure.class);
                Bucket bucket = access.find(name, scene.root(S3Scene.OWNER));
                access.check("s3:ListBucket", bucket, scene.root(S3Scene.OWNER));
                assertThat(scene.tables.policies().cachedBytes()).isBetween(1L, KEPT_BYTES_MAX);
            }
        }
    }
}
