// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.model.S3Operation;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** The actions on objects. */
public final class ObjectActions implements ActionFamily<S3Operation> {
    private final ObjectAccess access;
    private final BodyReceiver receiver;
    private final ObjectReader reader;
    private final ObjectWrites writes;
    private final KeyValueStore store;
    private final Clock clock;

    public ObjectActions(
            ObjectAccess access,
            BodyReceiver receiver,
            ObjectReader reader,
            ObjectWrites writes,
            KeyValueStore store,
            Clock clock) {
        this.access = access;
        this.receiver = receiver;
        this.reader = reader;
        this.writes = writes;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.PUT_OBJECT,
                S3Operation.GET_OBJECT,
                S3Operation.HEAD_OBJECT,
                S3Operation.DELETE_OBJECT,
                S3Operation.DELETE_OBJECTS,
                S3Operation.COPY_OBJECT,
                S3Operation.GET_OBJECT_TAGGING,
                S3Operation.PUT_OBJECT_TAGGING,
                S3Operation.DELETE_OBJECT_TAGGING,
                S3Operation.GET_OBJECT_ATTRIBUTES);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case PUT_OBJECT -> new PutObject(access, receiver, writes, clock);
            case GET_OBJECT -> new GetObject(access, reader, store);
            case HEAD_OBJECT -> new HeadObject(access, store);
            case DELETE_OBJECT -> new DeleteObject(access, writes);
            case DELETE_OBJECTS -> new DeleteObjects(access, writes);
            case COPY_OBJECT -> new CopyObject(access, receiver, reader, writes, clock);
            case GET_OBJECT_TAGGING -> new GetObjectTagging(access);
            case PUT_OBJECT_TAGGING -> new PutObjectTagging(access, writes);
            case DELETE_OBJECT_TAGGING -> new DeleteObjectTagging(access, writes);
            case GET_OBJECT_ATTRIBUTES -> new GetObjectAttributes(access, store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
