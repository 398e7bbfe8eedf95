// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.model.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The value of a key that is a point in time, in seconds. Date operators use the instant; its ISO 8601 text is created
 * when it is read first. Immutable.
 */
public final class InstantValue extends AbstractList<String> implements RandomAccess {
    private final Instant instant;

    /** @param instant truncated to seconds */
    public InstantValue(Instant instant) {
        this.instant = instant.truncatedTo(ChronoUnit.SECONDS);
    }

    Instant instant() {
        return instant;
    }

    @Override
    public String get(int index) {
        Objects.checkIndex(index, 1);
        return Timestamps.iso8601(instant, false);
    }

    @Override
    public int size() {
        return 1;
    }
}
