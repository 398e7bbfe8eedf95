// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.identity.UniqueIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Creates the unique id and the date of a new entity.
 *
 * @param clock the clock for creation dates
 */
public record Creation(UniqueIds ids, Clock clock) {
    /** Returns the present time in whole seconds, as creation dates have it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
