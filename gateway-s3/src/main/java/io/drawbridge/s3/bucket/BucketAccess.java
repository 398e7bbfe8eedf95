// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.BoundedCache;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicyType;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyKind;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds buckets for requests and asks the questions about them. Safe for many threads. */
public final class BucketAccess {
    /** What the compiled policies of all buckets may weigh. */
    private static final long CACHED_BYTES_MAX = 64L << 20;

    private final KeyValueStore store;
    private final BucketTable table;
    private final BoundedCache<Long, Compiled> policies = new BoundedCache<>(CACHED_BYTES_MAX);

    /** Compared by content: the store hands out the same array until the policy is written again. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Compiled(byte[] text, CompiledPolicy policy, boolean isPublic) {}

    public BucketAccess(KeyValueStore store, BucketTable table) {
        this.store = store;
        this.table = table;
    }

    /**
     * The bucket that a request names.
     *
     * @throws AwsException NoSuchBucket, or AccessDenied when the client expected another owner
     */
    public Bucket find(String name, RequestContext context) {
        Bucket bucket = named(name, context);
        Optional<String> expected = context.request().headers().first("x-amz-expected-bucket-owner");
        if (expected.isPresent() && !expected.get().equals(bucket.owner().digits())) {
            throw new AwsException(S3Error.ACCESS_DENIED, "Access Denied");
        }
        return bucket;
    }

    /**
     * The bucket of this name, the same one during the whole request.
     *
     * @throws AwsException NoSuchBucket
     */
    public Bucket named(String name, RequestContext context) {
        return context.findings().once(new Named(name), () -> table.require(store, name));
    }

    private record Named(String name) implements RequestFindings.Finding<Bucket> {}

    /** The question whether the caller may do something to the bucket itself. */
    public AccessCheck check(String action, Bucket bucket, RequestContext context) {
        return check(action, bucket, Arn.bucket(bucket.name()), context);
    }

    /** The question whether the caller may do something to an object. */
    public AccessCheck check(String action, Bucket bucket, String key, RequestContext context) {
        return check(action, bucket, Arn.object(bucket.name(), key), context);
    }

    /**
     * The question whether the caller may list the bucket in this way.
     *
     * @param prefix as sent, or null: only then the key is absent
     * @param delimiter as sent, or null
     * @param maxKeys as sent, or the default
     */
    public AccessCheck listCheck(
            String action,
            Bucket bucket,
            @Nullable String prefix,
            @Nullable String delimiter,
            int maxKeys,
            RequestContext context) {
        return check(action, bucket, context).with(key -> switch (key) {
            case "s3:prefix" -> prefix == null ? null : List.of(prefix);
            case "s3:delimiter" -> delimiter == null ? null : List.of(delimiter);
            case "s3:max-keys" -> List.of(Integer.toString(maxKeys));
            default -> null;
        });
    }

    private AccessCheck check(String action, Bucket bucket, Arn resource, RequestContext context) {
        Compiled compiled = compiled(bucket);
        AccessCheck check = AccessCheck.onBucket(
                        action, resource, bucket.owner(), compiled == null ? null : compiled.policy)
                .with(resourceValues(bucket.owner()).or(new S3Values(action, context)));
        boolean closed = compiled != null
                && compiled.isPublic
                && foreign(context, bucket)
                && publicAccessBlock(bucket).restrictPublicBuckets();
        return closed ? check.withUse(ResourcePolicyUse.DENIES_ONLY) : check;
    }

    /** Whether the caller is neither of the owner's account nor a service. */
    private static boolean foreign(RequestContext context, Bucket bucket) {
        Principal principal = context.caller().principal();
        if (principal instanceof Principal.InAccount caller) {
            return !caller.account().equals(bucket.owner());
        }
        return !(principal instanceof Principal.ServicePrincipal);
    }

    /** What of the bucket may be public. */
    PublicAccessBlock publicAccessBlock(Bucket bucket) {
        return table.configuration(store, bucket, BucketTable.Configuration.PUBLIC_ACCESS_BLOCK)
                .map(PublicAccessBlock::fromBytes)
                .orElse(PublicAccessBlock.NONE);
    }

    /** The keys that tell of the bucket's account. */
    static ConditionValues resourceValues(AccountId owner) {
        return key -> switch (key) {
            case "aws:resourceaccount", "s3:resourceaccount" -> List.of(owner.digits());
            default -> null;
        };
    }

    /** The estimated weight of the compiled policies that are kept, in bytes. */
    long cachedBytes() {
        return policies.bytes();
    }

    private @Nullable Compiled compiled(Bucket bucket) {
        Optional<byte[]> text = table.configuration(store, bucket, BucketTable.Configuration.POLICY);
        if (text.isEmpty()) {
            return null;
        }
        Compiled known = policies.get(bucket.id());
        if (known != null && Arrays.equals(known.text, text.get())) {
            return known;
        }
        PolicyDocument document =
                PolicyParser.readStored(new String(text.get(), StandardCharsets.UTF_8), PolicyKind.BUCKET);
        Compiled fresh = new Compiled(
                text.get(),
                CompiledPolicy.compile(document, new PolicyOrigin(PolicyType.RESOURCE, bucket.name(), null, null)),
                PublicPolicy.isPublic(document));
        policies.put(bucket.id(), fresh, fresh.policy.estimatedBytes());
        return fresh;
    }
}
