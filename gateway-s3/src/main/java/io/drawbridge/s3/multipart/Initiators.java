// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.Initiator;
import io.drawbridge.s3.model.Owner;

/** Renders the initiator of an upload and the owner of the future object for listings. */
final class Initiators {
    private static final String ANONYMOUS_ID = "65a011a29cdf8ec533ec3d1ccaae921c";

    private Initiators() {}

    /** AWS: users and sessions are shown by ARN, the root of an account by its canonical id. */
    static Initiator of(Upload upload, Bucket bucket) {
        String arn = upload.initiator();
        if (arn == null) {
            return Initiator.builder().id(ANONYMOUS_ID).build();
        }
        boolean ownerRoot = arn.endsWith(":" + bucket.owner().digits() + ":root");
        return Initiator.builder()
                .id(ownerRoot ? UniqueIds.canonicalUserId(bucket.owner()) : arn)
                .displayName(arn.substring(arn.lastIndexOf('/') + 1))
                .build();
    }

    static Owner owner(Bucket bucket) {
        return Owner.builder().id(UniqueIds.canonicalUserId(bucket.owner())).build();
    }
}
