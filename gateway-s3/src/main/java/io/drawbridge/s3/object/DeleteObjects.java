// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.DeleteError;
import io.drawbridge.s3.model.DeleteObjectsRequest;
import io.drawbridge.s3.model.DeleteObjectsResponse;
import io.drawbridge.s3.model.DeletedObject;
import io.drawbridge.s3.model.ObjectIdentifier;
import io.drawbridge.s3.model.S3Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes up to 1,000 objects; the response lists the error of each object that was not deleted.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</a>
 */
final class DeleteObjects implements ApiAction<DeleteObjectsRequest, DeleteObjectsResponse> {
    private static final String ALL_KEYS = "*";

    private final ObjectAccess access;
    private final ObjectWrites writes;

    DeleteObjects(ObjectAccess access, ObjectWrites writes) {
        this.access = access;
        this.writes = writes;
    }

    @Override
    public Operation<DeleteObjectsRequest, DeleteObjectsResponse> operation() {
        return DeleteObjectsRequest.OPERATION;
    }

    /** The document names the keys, so before it is read only the request of a stranger to all of them is decided. */
    @Override
    public List<AccessCheck> headChecks(DeleteObjectsRequest head, RequestContext context) {
        Bucket bucket = access.bucket(head.bucket(), context);
        List<AccessCheck> current = access.ofStranger("s3:DeleteObject", bucket, ALL_KEYS, context);
        return access.ofStranger("s3:DeleteObjectVersion", bucket, ALL_KEYS, context)
                        .isEmpty()
                ? List.of()
                : current;
    }

    /** AWS: there is no permission for the call itself; each key is decided separately. */
    @Override
    public List<AccessCheck> accessChecks(DeleteObjectsRequest input, RequestContext context) {
        access.bucket(input.bucket(), context);
        return List.of();
    }

    @Override
    public DeleteObjectsResponse handle(DeleteObjectsRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        List<ObjectIdentifier> all = input.delete().objects();
        if (all.isEmpty() || all.size() > S3Limits.DELETED_KEYS_MAX) {
            throw new AwsException(
                    S3Error.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        ObjectErrors.refuseBypass(input.bypassGovernanceRetention());
        List<DeletedObject> deleted = new ArrayList<>(all.size());
        List<DeleteError> errors = new ArrayList<>(0);
        List<ObjectWrites.Target> plain = new ArrayList<>(S3Limits.DELETED_KEYS_PER_TRANSACTION);
        for (ObjectIdentifier identifier : all) {
            try {
                DeletedObject done = prepare(bucket, identifier, plain, context);
                if (done != null) {
                    deleted.add(done);
                }
            } catch (AwsException e) {
                // The exception to the rule that actions catch no AwsException: here the error belongs to the response.
                errors.add(DeleteError.builder()
                        .key(identifier.key())
                        .versionId(identifier.versionId())
                        .code(e.code().code())
                        .message(e.text())
                        .build());
            }
            if (plain.size() == S3Limits.DELETED_KEYS_PER_TRANSACTION) {
                delete(bucket, plain, deleted);
            }
        }
        delete(bucket, plain, deleted);
        boolean quiet = Boolean.TRUE.equals(input.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(quiet ? List.of() : deleted)
                .errors(errors)
                .build();
    }

    /** Deletes the collected objects and empties the list. */
    private void delete(Bucket bucket, List<ObjectWrites.Target> plain, List<DeletedObject> deleted) {
        List<Optional<DeleteMarker>> markers = writes.deleteAll(bucket, plain);
        for (int i = 0; i < plain.size(); i++) {
            deleted.add(element(plain.get(i), markers.get(i)));
        }
        plain.clear();
    }

    private static DeletedObject element(ObjectWrites.Target target, Optional<DeleteMarker> marker) {
        DeletedObject.Builder element = DeletedObject.builder()
                .key(target.key())
                .versionId(target.selector().text());
        marker.ifPresent(existing -> element.deleteMarker(true).deleteMarkerVersionId(VersionIds.text(existing)));
        return element.build();
    }

    /**
     * Decides about one object. Deletes it at once when that depends on a condition, else collects its key.
     *
     * @return the deleted object, or null when it is deleted later
     */
    private @Nullable DeletedObject prepare(
            Bucket bucket, ObjectIdentifier identifier, List<ObjectWrites.Target> plain, RequestContext context) {
        WriteHeaders.checkKey(identifier.key());
        String versionId = identifier.versionId();
        String action = VersionIds.action("s3:DeleteObject", "s3:DeleteObjectVersion", versionId);
        context.require(access.check(action, bucket, identifier.key(), context).with(VersionIds.condition(versionId)));
        if (identifier.lastModifiedTime() != null || identifier.size() != null) {
            throw ObjectErrors.notImplemented(identifier.size() != null ? "Size" : "LastModifiedTime");
        }
        ObjectWrites.Target target = new ObjectWrites.Target(identifier.key(), VersionSelector.of(versionId));
        if (versionId != null && target.selector() instanceof VersionSelector.ById && !bucket.versioned()) {
            // AWS: a bucket that never had versions reports the version as missing, whatever the text.
            throw VersionIds.missing(identifier.key(), versionId);
        }
        VersionIds.requireWellFormed(versionId);
        if (identifier.eTag() != null && !(target.selector() instanceof VersionSelector.ById)) {
            return element(target, writes.delete(bucket, target, WriteCondition.ofDeletion(identifier.eTag())));
        }
        plain.add(target);
        return null;
    }
}
