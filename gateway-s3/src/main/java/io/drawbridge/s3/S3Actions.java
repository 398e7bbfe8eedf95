// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.bucket.BucketActions;
import io.drawbridge.s3.bucket.UnconfiguredActions;
import io.drawbridge.s3.listing.ListingActions;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.multipart.MultipartActions;
import io.drawbridge.s3.object.ObjectActions;
import java.time.Clock;
import java.util.List;

/** All actions of S3 that are done. */
public final class S3Actions {
    private S3Actions() {}

    public static ActionRegistry<S3Operation> registry(
            KeyValueStore store,
            BlobStore blobs,
            IdentityDirectory directory,
            UniqueIds ids,
            Clock clock,
            String region) {
        S3Parts parts = S3Parts.of(store, blobs, directory, ids, clock, region);
        return new ActionRegistry<>(
                S3Operation.class,
                List.of(
                        new BucketActions(parts),
                        new UnconfiguredActions(parts),
                        new ListingActions(parts),
                        new ObjectActions(parts),
                        new MultipartActions(parts)));
    }
}
