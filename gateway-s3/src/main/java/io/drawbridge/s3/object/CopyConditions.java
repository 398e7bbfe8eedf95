// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The conditions of a copy on its source. */
public final class CopyConditions {
    private final ReadConditions conditions;

    public CopyConditions(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant ifModifiedSince,
            @Nullable Instant ifUnmodifiedSince) {
        this.conditions = new ReadConditions(ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
    }

    /**
     * Checks that the object may be copied.
     *
     * @throws io.drawbridge.core.error.AwsException PreconditionFailed
     */
    public void require(StoredObject object, Instant now) {
        conditions.requireForCopy(object, now);
    }
}
