// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.S3Operation;
import org.jspecify.annotations.Nullable;

/** The actions on objects. */
public final class ObjectActions implements ActionFamily<S3Operation> {
    private final ObjectParts parts;

    public ObjectActions(S3Parts parts) {
        this.parts = ObjectParts.of(parts);
    }

    @Override
    public @Nullable ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case PUT_OBJECT -> new PutObject(parts);
            case GET_OBJECT -> new GetObject(parts);
            case HEAD_OBJECT -> new HeadObject(parts);
            case DELETE_OBJECT -> new DeleteObject(parts);
            case DELETE_OBJECTS -> new DeleteObjects(parts);
            case COPY_OBJECT -> new CopyObject(parts);
            case GET_OBJECT_TAGGING -> new GetObjectTagging(parts);
            case PUT_OBJECT_TAGGING -> new PutObjectTagging(parts);
            case DELETE_OBJECT_TAGGING -> new DeleteObjectTagging(parts);
            case GET_OBJECT_ATTRIBUTES -> new GetObjectAttributes(parts);
            default -> null;
        };
    }
}
