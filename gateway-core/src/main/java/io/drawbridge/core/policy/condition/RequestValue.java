// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.arn.Arn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a condition key of a request. Its parsed forms, such as a date, are computed once for all statements.
 * Used by one thread.
 */
final class RequestValue {
    private final List<String> texts;
    private final int index;
    private @Nullable String text;
    private boolean momentRead;
    private @Nullable Instant moment;
    private boolean addressRead;
    private @Nullable IpRange address;
    private boolean arnRead;
    private @Nullable Arn arn;

    RequestValue(String text) {
        this(List.of(text), 0);
    }

    /** Creates the value at an index of the values of its key. */
    RequestValue(List<String> texts, int index) {
        this.texts = texts;
        this.index = index;
    }

    String text() {
        String cached = text;
        if (cached == null) {
            cached = texts.get(index);
            text = cached;
        }
        return cached;
    }

    /** Returns the text as a date or as seconds since 1970; null when it is neither. */
    @Nullable
    Instant instant() {
        if (!momentRead) {
            moment = texts instanceof InstantValue known ? known.instant() : DateMatcher.parse(text());
            momentRead = true;
        }
        return moment;
    }

    /** Returns the text as a single address; null when it is not an address, or is a range. */
    @Nullable
    IpRange address() {
        if (!addressRead) {
            IpRange range = IpRange.parse(text());
            address = range == null || !range.single() ? null : range;
            addressRead = true;
        }
        return address;
    }

    /** Returns the text as an ARN; null when it is not an ARN. */
    @Nullable
    Arn arn() {
        if (!arnRead) {
            arn = Arn.parse(text()).orElse(null);
            arnRead = true;
        }
        return arn;
    }
}
