// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

import io.drawbridge.s3.bucket.BucketSetting;

/** Set on a bucket whose object ownership setting was removed; a new bucket has the setting. */
enum RemovedOwnershipRule {
    REMOVED;

    static final BucketSetting<RemovedOwnershipRule> SETTING =
            new BucketSetting<>("ownership removed", removed -> new byte[0], bytes -> REMOVED);
}
