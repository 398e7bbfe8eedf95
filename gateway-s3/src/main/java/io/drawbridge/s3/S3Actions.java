// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.SessionRules;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.BufferPool;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.acl.BucketAclActions;
import io.drawbridge.s3.bucket.location.BucketLocationActions;
import io.drawbridge.s3.bucket.operation.BucketActions;
import io.drawbridge.s3.bucket.ownership.BucketOwnershipActions;
import io.drawbridge.s3.bucket.policy.BucketPolicyActions;
import io.drawbridge.s3.bucket.policy.CompiledBucketPolicies;
import io.drawbridge.s3.bucket.publicaccess.PublicAccessBlock;
import io.drawbridge.s3.bucket.publicaccess.PublicAccessBlockActions;
import io.drawbridge.s3.bucket.tagging.BucketTaggingActions;
import io.drawbridge.s3.bucket.unconfigured.UnconfiguredActions;
import io.drawbridge.s3.bucket.versioning.BucketVersioningActions;
import io.drawbridge.s3.listing.ListingActions;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.model.S3Service;
import io.drawbridge.s3.multipart.MultipartActions;
import io.drawbridge.s3.object.BodyReceiver;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectActions;
import io.drawbridge.s3.object.ObjectReader;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersions;
import io.drawbridge.s3.object.ObjectWrites;
import io.drawbridge.s3.route.S3Protocol;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** All actions of S3 that are done, and what they are composed of. */
public final class S3Actions {
    final BucketTable buckets = new BucketTable();
    final ObjectTable objects = new ObjectTable();
    final CompiledBucketPolicies policies;
    final BucketAccess access;
    final ObjectVersions versions;
    final ObjectWrites writes;
    private final ActionRegistry<S3Operation> registry;
    private final String region;

    /**
     * @param ledger follows the blobs
     * @param random a {@code SecureRandom} outside of tests
     * @param clock the time that objects are stamped with
     * @param region the region in which buckets are made
     * @param spare runs a task soon on another processor, or drops it when none is free
     */
    public S3Actions(
            KeyValueStore store,
            BlobStore blobs,
            BlobLedger ledger,
            IdentityDirectory directory,
            UniqueIds ids,
            RandomGenerator random,
            Clock clock,
            String region,
            Executor spare) {
        this.region = region;
        BucketSettings settings = new BucketSettings(store, buckets);
        policies = new CompiledBucketPolicies(settings);
        access = new BucketAccess(store, buckets, policies, bucket -> settings.find(bucket, PublicAccessBlock.SETTING)
                .orElse(PublicAccessBlock.NONE)
                .restrictPublicBuckets());
        versions = new ObjectVersions(objects, random);
        writes = new ObjectWrites(store, ledger, buckets, versions, clock);
        BufferPool buffers = new BufferPool();
        ObjectAccess objectAccess = new ObjectAccess(store, access, versions);
        BodyReceiver receiver = new BodyReceiver(ledger, buffers, spare);
        ObjectReader reader = new ObjectReader(store, blobs, ledger, objects, buffers);
        registry = new ActionRegistry<>(
                S3Operation.class,
                List.of(
                        new BucketActions(access, buckets, settings, store, clock, region),
                        new BucketPolicyActions(access, settings, directory),
                        new PublicAccessBlockActions(access, settings),
                        new BucketTaggingActions(access, settings),
                        new BucketLocationActions(access),
                        new BucketOwnershipActions(access, settings),
                        new BucketAclActions(access),
                        new BucketVersioningActions(access, buckets, store),
                        new UnconfiguredActions(access),
                        new ListingActions(access, store, versions),
                        new ObjectActions(objectAccess, receiver, reader, writes, store, clock),
                        new MultipartActions(
                                access, objectAccess, receiver, reader, writes, objects, store, ids, clock)));
    }

    /** The service as a server offers it. */
    public ApiService<S3Operation> service() {
        return service(registry, region);
    }

    /** The service with these actions. */
    public static ApiService<S3Operation> service(ActionRegistry<S3Operation> actions, String region) {
        return new ApiService<>(
                S3Service.MODEL,
                new ApiService.Endpoints(Set.of("s3", "objectstorage"), "/services/objectstorage"),
                new S3Protocol(actions),
                actions,
                SessionRules.NONE,
                region);
    }

    /** The actions by operation. */
    public ActionRegistry<S3Operation> registry() {
        return registry;
    }

    /** The operations that answer only what AWS answers for a bucket where nothing is configured. */
    public static Set<S3Operation> fixedAnswers() {
        return UnconfiguredActions.fixedAnswers();
    }
}
