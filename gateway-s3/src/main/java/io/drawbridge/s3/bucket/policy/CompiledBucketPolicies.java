// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.authz.BoundedCache;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketPolicies;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.limits.S3Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Compiles and caches the policies of buckets. Safe for many threads. */
public final class CompiledBucketPolicies implements BucketPolicies {
    private final BucketSettings settings;
    private final BoundedCache<Long, Cached> policies = new BoundedCache<>(S3Limits.COMPILED_POLICIES_BYTES_MAX);

    /** The text is compared by content: the store returns the same array until the policy is written again. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Cached(byte[] text, Compiled compiled) {}

    public CompiledBucketPolicies(BucketSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Compiled> find(Bucket bucket) {
        Optional<byte[]> text = settings.bytes(bucket, BucketPolicy.SETTING);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Cached cached = policies.get(bucket.id());
        if (cached != null && Arrays.equals(cached.text, text.get())) {
            return Optional.of(cached.compiled);
        }
        PolicyDocument document =
                PolicyParser.readStored(new String(text.get(), StandardCharsets.UTF_8), PolicyGrammar.BUCKET);
        CompiledPolicy policy = CompiledPolicy.compile(
                document, new PolicyOrigin(PolicySourceType.RESOURCE, bucket.name(), null, null));
        Compiled fresh = new Compiled(policy, PublicPolicy.isPublic(document));
        policies.put(bucket.id(), new Cached(text.get(), fresh), policy.estimatedBytes());
        return Optional.of(fresh);
    }

    /** Returns the estimated size of the cached compiled policies, in bytes. */
    public long cachedBytes() {
        return policies.bytes();
    }
}
