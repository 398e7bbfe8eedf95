// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.SessionRules;
import io.drawbridge.s3.bucket.BucketActions;
import io.drawbridge.s3.bucket.UnconfiguredActions;
import io.drawbridge.s3.listing.ListingActions;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.model.S3Service;
import io.drawbridge.s3.multipart.MultipartActions;
import io.drawbridge.s3.object.ObjectActions;
import java.util.List;
import java.util.Set;

/** All actions of S3 that are done. */
public final class S3Actions {
    private S3Actions() {}

    public static ActionRegistry<S3Operation> registry(S3Parts parts) {
        return new ActionRegistry<>(
                S3Operation.class,
                List.of(
                        new BucketActions(parts),
                        new UnconfiguredActions(parts),
                        new ListingActions(parts),
                        new ObjectActions(parts),
                        new MultipartActions(parts)));
    }

    /** The service as a server offers it. */
    public static ApiService<S3Operation> service(ActionRegistry<S3Operation> actions, String region) {
        return new ApiService<>(
                S3Service.MODEL,
                new ApiService.Endpoints(Set.of("s3", "objectstorage"), "/services/objectstorage"),
                new S3Protocol(actions),
                actions,
                SessionRules.NONE,
                region);
    }
}
