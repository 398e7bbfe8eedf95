// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.S3Operation;
import org.jspecify.annotations.Nullable;

/** The actions that list objects. */
public final class ListingActions implements ActionFamily<S3Operation> {
    private final S3Parts parts;

    public ListingActions(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case LIST_OBJECTS -> new ListObjects(parts);
            case LIST_OBJECTS_V2 -> new ListObjectsV2(parts);
            case LIST_OBJECT_VERSIONS -> new ListObjectVersions(parts);
            default -> null;
        };
    }
}
