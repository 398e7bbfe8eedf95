// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

import io.drawbridge.s3.bucket.BucketSetting;

/** Set on a bucket whose rule about ownership was removed; a new bucket has the rule. */
enum RemovedOwnershipRule {
    REMOVED;

    static final BucketSetting<RemovedOwnershipRule> SETTING =
            new BucketSetting<>("ownership removed", removed -> new byte[0], bytes -> REMOVED);
}
