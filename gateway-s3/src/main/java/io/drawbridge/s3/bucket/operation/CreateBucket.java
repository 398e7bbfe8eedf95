// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.bucket.Anonymous;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.NotServed;
import io.drawbridge.s3.bucket.S3Values;
import io.drawbridge.s3.bucket.acl.AclHeaders;
import io.drawbridge.s3.bucket.location.Locations;
import io.drawbridge.s3.bucket.ownership.OwnershipRule;
import io.drawbridge.s3.bucket.publicaccess.PublicAccessBlock;
import io.drawbridge.s3.bucket.tagging.BucketTags;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.CreateBucketConfiguration;
import io.drawbridge.s3.model.CreateBucketRequest;
import io.drawbridge.s3.model.CreateBucketResponse;
import io.drawbridge.s3.model.S3Error;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates a bucket. New buckets block all public access and have access control lists disabled.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">CreateBucket</a>
 */
final class CreateBucket implements ApiAction<CreateBucketRequest, CreateBucketResponse> {
    private static final Set<String> OWNERSHIPS = Set.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter");

    private final BucketTable buckets;
    private final BucketSettings settings;
    private final KeyValueStore store;
    private final Clock clock;
    private final String region;

    CreateBucket(BucketTable buckets, BucketSettings settings, KeyValueStore store, Clock clock, String region) {
        this.buckets = buckets;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.region = region;
    }

    @Override
    public Operation<CreateBucketRequest, CreateBucketResponse> operation() {
        return CreateBucketRequest.OPERATION;
    }

    /** The location and the tags of the document are condition keys, so only those are refused who have no account. */
    @Override
    public List<AccessCheck> headChecks(CreateBucketRequest head, RequestContext context) {
        Anonymous.refuse(context);
        BucketNames.check(head.bucket());
        return List.of();
    }

    @Override
    public List<AccessCheck> accessChecks(CreateBucketRequest input, RequestContext context) {
        Anonymous.refuse(context);
        BucketNames.check(input.bucket());
        ConditionValues values = values(input);
        List<AccessCheck> checks = new ArrayList<>(2);
        checks.add(check("s3:CreateBucket", input, values, context));
        if (AclHeaders.of(input).grantsMoreThanPrivate()) {
            checks.add(check("s3:PutBucketAcl", input, ConditionValues.EMPTY, context));
        }
        if (input.objectOwnership() != null) {
            checks.add(check("s3:PutBucketOwnershipControls", input, ConditionValues.EMPTY, context));
        }
        if (Boolean.TRUE.equals(input.objectLockEnabledForBucket())) {
            checks.add(check("s3:PutBucketObjectLockConfiguration", input, ConditionValues.EMPTY, context));
            checks.add(check("s3:PutBucketVersioning", input, ConditionValues.EMPTY, context));
        }
        if (input.createBucketConfiguration() != null
                && !input.createBucketConfiguration().tags().isEmpty()) {
            checks.add(check("s3:TagResource", input, values, context));
        }
        return checks;
    }

    private static AccessCheck check(
            String action, CreateBucketRequest input, ConditionValues values, RequestContext context) {
        return AccessCheck.onBucket(action, Arn.bucket(input.bucket()), context.account(), null)
                .with(BucketAccess.resourceValues(context.account()).or(values).or(new S3Values(action, context)));
    }

    private static ConditionValues values(CreateBucketRequest input) {
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        if (configuration == null) {
            return ConditionValues.EMPTY;
        }
        String location = configuration.locationConstraint();
        ConditionValues values = location == null || location.isEmpty()
                ? ConditionValues.EMPTY
                : ConditionValues.of("s3:locationconstraint", location);
        return values.or(BucketTags.requestValues(configuration.tags()));
    }

    @Override
    public CreateBucketResponse handle(CreateBucketRequest input, RequestContext context) {
        Locations.check(location(input), region);
        AclHeaders.of(input).refuseOnNewBucket();
        refuseWhatIsNotServed(input);
        Map<String, String> tags = tags(input);
        store.update(transaction -> {
            Optional<Bucket> existing = buckets.find(transaction, input.bucket());
            if (existing.isPresent()) {
                refuseExisting(existing.get(), !tags.isEmpty(), context);
            } else {
                create(transaction, input.bucket(), tags, context);
            }
        });
        return CreateBucketResponse.builder()
                .location("/" + input.bucket())
                .bucketArn(Arn.bucket(input.bucket()).toString())
                .build();
    }

    private static @Nullable String location(CreateBucketRequest input) {
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        return configuration == null ? null : configuration.locationConstraint();
    }

    private static Map<String, String> tags(CreateBucketRequest input) {
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        return configuration == null ? Map.of() : BucketTags.checked(configuration.tags());
    }

    private static void refuseWhatIsNotServed(CreateBucketRequest input) {
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        boolean directoryBucket =
                configuration != null && (configuration.location() != null || configuration.bucket() != null);
        boolean namespace = input.bucketNamespace() != null && !"global".equals(input.bucketNamespace());
        boolean ownership = input.objectOwnership() != null && !OwnershipRule.ENFORCED.equals(input.objectOwnership());
        boolean lock = Boolean.TRUE.equals(input.objectLockEnabledForBucket());
        if (input.objectOwnership() != null && !OWNERSHIPS.contains(input.objectOwnership())) {
            throw new AwsException(
                    S3Error.INVALID_ARGUMENT,
                    "Invalid x-amz-object-ownership header: " + input.objectOwnership(),
                    Map.of("ArgumentName", "x-amz-object-ownership"));
        }
        if (directoryBucket || namespace || ownership || lock) {
            throw NotServed.error();
        }
    }

    /** AWS: in us-east-1 a second request of the owner succeeds without tags, in other regions it is refused. */
    private void refuseExisting(Bucket existing, boolean tagged, RequestContext context) {
        if (!existing.owner().equals(context.account())) {
            throw new AwsException(
                    S3Error.BUCKET_ALREADY_EXISTS,
                    "The requested bucket name is not available. The bucket namespace is shared by all users of the"
                            + " system. Please select a different name and try again.",
                    Map.of("BucketName", existing.name()));
        }
        if (tagged || !region.equals(Locations.US_EAST_1)) {
            throw new AwsException(
                    S3Error.BUCKET_ALREADY_OWNED_BY_YOU,
                    "Your previous request to create the named bucket succeeded and you already own it.",
                    Map.of("BucketName", existing.name()));
        }
    }

    private void create(Transaction transaction, String name, Map<String, String> tags, RequestContext context) {
        if (buckets.count(transaction, context.account()) >= S3Limits.BUCKETS_MAX) {
            throw new AwsException(S3Error.TOO_MANY_BUCKETS, "You have attempted to create more buckets than allowed");
        }
        Bucket bucket = new Bucket(name, buckets.nextId(transaction), context.account(), region, clock.instant());
        buckets.put(transaction, bucket);
        settings.put(transaction, bucket, PublicAccessBlock.SETTING, PublicAccessBlock.ALL);
        if (!tags.isEmpty()) {
            settings.put(transaction, bucket, BucketTags.SETTING, tags);
        }
    }
}
