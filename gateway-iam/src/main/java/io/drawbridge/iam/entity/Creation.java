// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.identity.UniqueIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What something new gets: its unique id and its date.
 *
 * @param clock the time of creation dates
 */
public record Creation(UniqueIds ids, Clock clock) {
    /** The present second, as creation dates have it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
