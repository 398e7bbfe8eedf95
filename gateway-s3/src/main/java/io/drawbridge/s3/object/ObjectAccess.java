// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.limits.S3Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the access checks for objects. Safe for many threads. */
public final class ObjectAccess {
    private static final String EXISTING_KEY = "s3:existingobjecttag/";
    private static final String CREATION_KEY = "s3:objectcreationoperation";
    private static final String[] ACL_HEADERS = {
        "x-amz-acl",
        "x-amz-grant-full-control",
        "x-amz-grant-read",
        "x-amz-grant-read-acp",
        "x-amz-grant-write",
        "x-amz-grant-write-acp"
    };

    private final KeyValueStore store;
    private final BucketAccess buckets;
    private final ObjectVersions versions;

    public ObjectAccess(KeyValueStore store, BucketAccess buckets, ObjectVersions versions) {
        this.store = store;
        this.buckets = buckets;
        this.versions = versions;
    }

    /** Returns the bucket that the request names. */
    public Bucket bucket(String name, RequestContext context) {
        return buckets.find(name, context);
    }

    /** Returns the bucket that a copy reads from. */
    public Bucket sourceBucket(CopySource source, RequestContext context) {
        Bucket bucket = buckets.named(source.bucket(), context);
        Optional<String> expected = context.request().headers().first("x-amz-source-expected-bucket-owner");
        if (expected.isPresent() && !expected.get().equals(bucket.owner().digits())) {
            throw ObjectErrors.accessDenied();
        }
        return bucket;
    }

    /** Returns the check whether the caller may read the source of a copy. */
    public AccessCheck checkSource(CopySource source, Bucket bucket, RequestContext context) {
        String action = VersionIds.action("s3:GetObject", "s3:GetObjectVersion", source.versionId());
        return checkExisting(action, bucket, source.key(), source.selector(), context)
                .with(VersionIds.condition(source.versionId()));
    }

    /** Returns a check for a key, whether an object exists there or not. */
    public AccessCheck check(String action, Bucket bucket, String key, RequestContext context) {
        return buckets.check(action, bucket, key, context);
    }

    /** Returns the check of {@link BucketAccess#ofStranger} for an object. */
    List<AccessCheck> ofStranger(String action, Bucket bucket, String key, RequestContext context) {
        return buckets.ofStranger(check(action, bucket, key, context), bucket, context);
    }

    /** Returns a check for an object whose tags policies may test; the object is looked up only when a policy does. */
    public AccessCheck checkExisting(
            String action, Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        RequestObject object = requestObject(bucket, key, selector, context);
        return check(action, bucket, key, context).with(new ExistingTags(() -> search(bucket, key, selector), object));
    }

    /**
     * Returns the checks before a write.
     *
     * @param creates whether the request itself creates an object
     * @param tags in the request
     */
    public List<AccessCheck> checkWrite(
            Bucket bucket, String key, boolean creates, Map<String, String> tags, RequestContext context) {
        ConditionValues values =
                ConditionValues.of(CREATION_KEY, Boolean.toString(creates)).or(ObjectTags.requested(tags));
        List<AccessCheck> checks = new ArrayList<>(4);
        checks.add(check("s3:PutObject", bucket, key, context).with(values));
        HttpHeaders headers = context.request().headers();
        if (!tags.isEmpty()) {
            checks.add(check("s3:PutObjectTagging", bucket, key, context).with(values));
        }
        if (namesAcl(headers)) {
            checks.add(check("s3:PutObjectAcl", bucket, key, context));
        }
        if (headers.contains("x-amz-object-lock-mode") || headers.contains("x-amz-object-lock-retain-until-date")) {
            checks.add(check("s3:PutObjectRetention", bucket, key, context));
        }
        if (headers.contains("x-amz-object-lock-legal-hold")) {
            checks.add(check("s3:PutObjectLegalHold", bucket, key, context));
        }
        if (creates && headers.contains("If-Match")) {
            checks.add(checkExisting("s3:GetObject", bucket, key, VersionSelector.current(), context));
        }
        return checks;
    }

    private static boolean namesAcl(HttpHeaders headers) {
        for (String header : ACL_HEADERS) {
            if (headers.contains(header)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a version of an object, looked up once in a request: the one whose tags the access checks test. */
    public Optional<StoredObject> find(Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        return requestObject(bucket, key, selector, context).find(() -> search(bucket, key, selector));
    }

    private Optional<StoredObject> search(Bucket bucket, String key, VersionSelector selector) {
        return ObjectWrites.stored(versions.find(store, bucket, key, selector));
    }

    private static RequestObject requestObject(
            Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        return context.findings().once(new RequestObject.Name(bucket.id(), key, selector), RequestObject::new);
    }

    /**
     * Looks up an object again after another request replaced it, and decides about the new one.
     *
     * @param checks of the request
     * @throws AwsException AccessDenied
     */
    public void decideAgain(
            Bucket bucket,
            String key,
            VersionSelector selector,
            RequestContext context,
            Supplier<List<AccessCheck>> checks) {
        forget(bucket, key, selector, context);
        context.require(checks.get());
    }

    /** Makes the next search look up the object again, after another request replaced it. */
    void forget(Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        requestObject(bucket, key, selector, context).forget();
    }

    /**
     * Returns what must hold of the object that a write replaces: the client's condition, and the tags that were
     * tested.
     */
    WriteCondition tested(
            WriteCondition condition, Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        return condition.withTestedTags(
                requestObject(bucket, key, selector, context).testedTags());
    }

    /**
     * Writes to a key. When access checks tested the tags of the existing object and another object replaced it before
     * the transaction, the access decision is made again for the new one.
     *
     * @param checks of the request
     * @param write receives what must hold of the object that it replaces
     * @throws AwsException AccessDenied; ConditionalRequestConflict or SlowDown after too many changes; what the write
     *     throws
     */
    public <T> T write(
            Bucket bucket,
            String key,
            VersionSelector selector,
            WriteCondition condition,
            RequestContext context,
            Supplier<List<AccessCheck>> checks,
            Function<WriteCondition, T> write) {
        for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
            try {
                return write.apply(tested(condition, bucket, key, selector, context));
            } catch (OtherTagsException e) {
                decideAgain(bucket, key, selector, context, checks);
            }
        }
        throw ObjectWrites.conflict(condition);
    }

    /**
     * Returns the error for a caller that may read an object that does not exist: NoSuchKey, NoSuchVersion, or
     * MethodNotAllowed for a delete marker; AccessDenied for a caller that may not list the bucket.
     */
    public AwsException missing(Bucket bucket, String key, VersionSelector selector, RequestContext context) {
        Optional<ObjectVersion> found =
                bucket.versioned() ? versions.find(store, bucket, key, selector) : Optional.empty();
        if (found.orElse(null) instanceof DeleteMarker marker) {
            AwsException error = selector.named()
                    ? ObjectErrors.deleteMarker(context.request().method(), marker)
                    : ObjectErrors.noSuchKey(key);
            return toLister(
                    bucket,
                    context,
                    error.with("x-amz-delete-marker", "true").with("x-amz-version-id", VersionIds.text(marker)));
        }
        if (selector instanceof VersionSelector.ById id) {
            return toLister(bucket, context, VersionIds.missing(key, id.versionId()));
        }
        boolean version = selector.named() && bucket.versioned();
        return toLister(
                bucket,
                context,
                version ? VersionIds.missing(key, VersionIds.NULL_VERSION) : ObjectErrors.noSuchKey(key));
    }

    private AwsException toLister(Bucket bucket, RequestContext context, AwsException error) {
        AccessCheck listing = buckets.check("s3:ListBucket", bucket, context);
        return context.decide(listing) instanceof Decision.Denied denied ? context.denial(listing, denied) : error;
    }

    /** {@code s3:ExistingObjectTag/k} of the object that the request addresses. One thread at a time. */
    private static final class ExistingTags implements ConditionValues {
        private final Supplier<Optional<StoredObject>> search;
        private final RequestObject object;

        ExistingTags(Supplier<Optional<StoredObject>> search, RequestObject object) {
            this.search = search;
            this.object = object;
        }

        @Override
        public @Nullable List<String> get(String lowerCaseKey) {
            if (!lowerCaseKey.startsWith(EXISTING_KEY)) {
                return null;
            }
            Map<String, String> tags = object.testTags(search);
            return ObjectTags.value(tags, lowerCaseKey.substring(EXISTING_KEY.length()));
        }
    }
}
