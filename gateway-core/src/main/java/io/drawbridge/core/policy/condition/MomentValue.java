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
 * The value of a key that is a point in time, in seconds. Operators on dates take it as it is; its text in ISO 8601 is
 * written when somebody reads it. Immutable.
 */
public final class MomentValue extends AbstractList<String> implements RandomAccess {
    private final Instant moment;

    /** @param moment its fraction of a second is dropped */
    public MomentValue(Instant moment) {
        this.moment = moment.truncatedTo(ChronoUnit.SECONDS);
    }

    Instant moment() {
        return moment;
    }

    @Override
    public String get(int index) {
        Objects.checkIndex(index, 1);
        return Timestamps.iso8601(moment, false);
    }

    @Override
    public int size() {
        return 1;
    }
}
