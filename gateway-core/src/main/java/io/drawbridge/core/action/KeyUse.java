// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import java.time.Instant;

/** Hears of every use of a long-term access key; must be quick and must not throw. */
@FunctionalInterface
public interface KeyUse {
    /**
     * A key was used.
     *
     * @param service such as {@code s3}
     * @param region the region that was called
     */
    void note(String accessKeyId, String service, String region, Instant at);
}
