// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the buckets that requests name, and creates the access checks for them. Safe for many threads. */
public final class BucketAccess {
    private final KeyValueStore store;
    private final BucketTable table;
    private final BucketPolicies policies;
    private final Predicate<Bucket> restrictsPublicBuckets;

    /** @param restrictsPublicBuckets whether a bucket's public access block has RestrictPublicBuckets */
    public BucketAccess(
            KeyValueStore store, BucketTable table, BucketPolicies policies, Predicate<Bucket> restrictsPublicBuckets) {
        this.store = store;
        this.table = table;
        this.policies = policies;
        this.restrictsPublicBuckets = restrictsPublicBuckets;
    }

    /**
     * Returns the bucket that a request names.
     *
     * @throws AwsException NoSuchBucket, AccessDenied when the client expected another owner, or
     *     InvalidBucketOwnerAWSAccountID when it expected what is no account
     */
    public Bucket find(String name, RequestContext context) {
        Optional<String> expected = context.request().headers().first("x-amz-expected-bucket-owner");
        if (expected.isPresent() && !isAccountId(expected.get())) {
            throw new AwsException(
                    S3Error.INVALID_BUCKET_OWNER_AWS_ACCOUNT_ID,
                    "The value of the expected bucket owner parameter must be an AWS Account ID... [" + expected.get()
                            + "]");
        }
        Bucket bucket = named(name, context);
        if (expected.isPresent() && !expected.get().equals(bucket.owner().digits())) {
            throw new AwsException(S3Error.ACCESS_DENIED, "Access Denied");
        }
        return bucket;
    }

    private static boolean isAccountId(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Returns the bucket of this name; the same one during the whole request.
     *
     * @throws AwsException NoSuchBucket
     */
    public Bucket named(String name, RequestContext context) {
        return context.findings().once(new Named(name), () -> table.require(store, name));
    }

    private record Named(String name) implements RequestFindings.Finding<Bucket> {}

    /** Returns the check whether the caller may perform an action on the bucket itself. */
    public AccessCheck check(String action, Bucket bucket, RequestContext context) {
        return check(action, bucket, Arn.bucket(bucket.name()), context);
    }

    /** Returns the check whether the caller may perform an action on an object. */
    public AccessCheck check(String action, Bucket bucket, String key, RequestContext context) {
        return check(action, bucket, Arn.object(bucket.name(), key), context);
    }

    /**
     * Returns the check whether the caller may list the bucket with these parameters.
     *
     * @param prefix as sent, or null; the condition key is absent only for null
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
        BucketPolicies.Compiled compiled = policies.find(bucket).orElse(null);
        AccessCheck check = AccessCheck.onBucket(
                        action, resource, bucket.owner(), compiled == null ? null : compiled.policy())
                .with(resourceValues(bucket.owner()).or(new S3Values(action, context)));
        boolean closed = compiled != null
                && compiled.isPublic()
                && foreign(context, bucket)
                && restrictsPublicBuckets.test(bucket);
        return closed ? check.withUse(ResourcePolicyUse.DENIES_ONLY) : check;
    }

    /**
     * Returns the check for a caller of another account, or of none, whom the bucket's policy allows the action under no
     * circumstances, and nothing for the others: what else the request says can only change the decision about them.
     */
    public List<AccessCheck> ofStranger(AccessCheck check, Bucket bucket, RequestContext context) {
        return foreign(context, bucket) && !context.resourcePolicyMayAllow(check) ? List.of(check) : List.of();
    }

    /** Returns whether the caller is neither of the owner's account nor a service. */
    private static boolean foreign(RequestContext context, Bucket bucket) {
        Principal principal = context.caller().principal();
        if (principal instanceof Principal.InAccount caller) {
            return !caller.account().equals(bucket.owner());
        }
        return !(principal instanceof Principal.ServicePrincipal);
    }

    /** Returns the condition keys that identify the bucket's account. */
    public static ConditionValues resourceValues(AccountId owner) {
        return key -> switch (key) {
            case "aws:resourceaccount", "s3:resourceaccount" -> List.of(owner.digits());
            default -> null;
        };
    }
}
