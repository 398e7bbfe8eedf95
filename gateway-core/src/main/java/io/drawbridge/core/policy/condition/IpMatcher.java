// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.ArrayList;
import java.util.List;

/** IpAddress and NotIpAddress. */
final class IpMatcher implements ValueMatcher {
    private final IpRange[] ranges;

    private IpMatcher(List<IpRange> ranges) {
        this.ranges = ranges.toArray(IpRange[]::new);
    }

    static IpMatcher compile(List<String> texts) {
        List<IpRange> ranges = new ArrayList<>();
        for (String text : texts) {
            IpRange range = IpRange.parse(text);
            if (range != null) {
                ranges.add(range);
            }
        }
        return new IpMatcher(ranges);
    }

    @Override
    public Match match(RequestValue value, ConditionValues values) {
        IpRange address = value.address();
        if (address == null) {
            return Match.WRONG_KIND;
        }
        for (IpRange range : ranges) {
            if (range.contains(address)) {
                return Match.SOME;
            }
        }
        return Match.NONE;
    }
}
