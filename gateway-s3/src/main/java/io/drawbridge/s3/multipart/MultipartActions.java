// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.object.BodyReceiver;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectReader;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectWrites;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** The actions of multipart uploads. */
public final class MultipartActions implements ActionFamily<S3Operation> {
    private final BucketAccess buckets;
    private final ObjectAccess access;
    private final BodyReceiver receiver;
    private final ObjectReader reader;
    private final ObjectWrites writes;
    private final KeyValueStore store;
    private final UniqueIds ids;
    private final Clock clock;
    private final ObjectTable objects;
    private final UploadTable uploads = new UploadTable();
    private final PartWrites partWrites;

    public MultipartActions(
            BucketAccess buckets,
            ObjectAccess access,
            BodyReceiver receiver,
            ObjectReader reader,
            ObjectWrites writes,
            ObjectTable objects,
            KeyValueStore store,
            UniqueIds ids,
            Clock clock) {
        this.buckets = buckets;
        this.access = access;
        this.receiver = receiver;
        this.reader = reader;
        this.writes = writes;
        this.objects = objects;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.partWrites = new PartWrites(receiver, writes, clock, uploads);
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.CREATE_MULTIPART_UPLOAD,
                S3Operation.UPLOAD_PART,
                S3Operation.UPLOAD_PART_COPY,
                S3Operation.COMPLETE_MULTIPART_UPLOAD,
                S3Operation.ABORT_MULTIPART_UPLOAD,
                S3Operation.LIST_PARTS,
                S3Operation.LIST_MULTIPART_UPLOADS);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case CREATE_MULTIPART_UPLOAD -> new CreateMultipartUpload(access, writes, objects, ids, clock, uploads);
            case UPLOAD_PART -> new UploadPart(access, receiver, store, partWrites, uploads);
            case UPLOAD_PART_COPY -> new UploadPartCopy(access, reader, receiver, store, partWrites, uploads);
            case COMPLETE_MULTIPART_UPLOAD -> new CompleteMultipartUpload(access, writes, store, objects, uploads);
            case ABORT_MULTIPART_UPLOAD -> new AbortMultipartUpload(access, writes, uploads);
            case LIST_PARTS -> new ListParts(access, store, uploads);
            case LIST_MULTIPART_UPLOADS -> new ListMultipartUploads(buckets, store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
