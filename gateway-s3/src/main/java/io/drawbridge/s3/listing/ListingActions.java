// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.object.ObjectVersions;
import java.util.EnumSet;
import java.util.Set;

/** The actions that list objects. */
public final class ListingActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final KeyValueStore store;
    private final ObjectVersions versions;

    public ListingActions(BucketAccess access, KeyValueStore store, ObjectVersions versions) {
        this.access = access;
        this.store = store;
        this.versions = versions;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(S3Operation.LIST_OBJECTS, S3Operation.LIST_OBJECTS_V2, S3Operation.LIST_OBJECT_VERSIONS);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case LIST_OBJECTS -> new ListObjects(access, store);
            case LIST_OBJECTS_V2 -> new ListObjectsV2(access, store);
            case LIST_OBJECT_VERSIONS -> new ListObjectVersions(access, store, versions);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
