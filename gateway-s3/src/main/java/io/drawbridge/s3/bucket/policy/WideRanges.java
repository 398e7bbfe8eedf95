// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.policy.condition.IpRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides whether ranges of addresses are so wide that they admit the public.
 *
 * <p>AWS documents the width of one range: wider than /8 for IPv4 or /32 for IPv6 is public, and the private ranges of
 * RFC 1918 are not. Ranges of this width can still cover the Internet together, so that the union of all ranges counts
 * too: it is public when it has more addresses of one family than {@value #RANGES_MAX} ranges of the permitted width.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">The
 *     meaning of "public"</a>
 */
final class WideRanges {
    private static final int V4_BITS = 32;
    private static final int V4_PREFIX_MIN = 8;
    private static final int V6_PREFIX_MIN = 32;
    private static final int RANGES_MAX = 16;

    /** IPv4 is counted in addresses, IPv6 in networks of /64: both fit in 64 bits. */
    private static final int V6_UNIT_PREFIX = 64;

    private static final List<IpRange> RFC_1918 =
            List.of(range("10.0.0.0/8"), range("172.16.0.0/12"), range("192.168.0.0/16"));

    private WideRanges() {}

    /** Units of one family from the first to the last, both inclusive and unsigned. */
    private record Interval(long first, long last) {}

    static boolean wide(List<IpRange> ranges) {
        List<Interval> v4 = new ArrayList<>();
        List<Interval> v6 = new ArrayList<>();
        for (IpRange range : ranges) {
            boolean ofV4 = range.family() == IpRange.Family.V4;
            if (range.prefixLength() < (ofV4 ? V4_PREFIX_MIN : V6_PREFIX_MIN)) {
                return true;
            }
            if (ofV4 && RFC_1918.stream().noneMatch(network -> network.contains(range))) {
                v4.add(interval(range.low(), V4_BITS - range.prefixLength()));
            } else if (!ofV4) {
                v6.add(interval(range.high(), Math.max(0, V6_UNIT_PREFIX - range.prefixLength())));
            }
        }
        return size(v4) > RANGES_MAX * (1L << (V4_BITS - V4_PREFIX_MIN))
                || size(v6) > RANGES_MAX * (1L << (V6_UNIT_PREFIX - V6_PREFIX_MIN));
    }

    private static Interval interval(long address, int freeBits) {
        long free = (1L << freeBits) - 1;
        return new Interval(address & ~free, address | free);
    }

    /** Returns the number of units in the union. */
    private static long size(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        // Of intervals with the same beginning the longest is first: it contains the others.
        sorted.sort(Comparator.comparing(Interval::first, Long::compareUnsigned)
                .thenComparing(Interval::last, (one, other) -> Long.compareUnsigned(other, one)));
        long size = 0;
        Interval former = null;
        for (Interval interval : sorted) {
            // Ranges that are described by a prefix are disjoint, or one contains the other.
            if (former == null || Long.compareUnsigned(interval.first, former.last) > 0) {
                size += interval.last - interval.first + 1;
                former = interval;
            }
        }
        return size;
    }

    private static IpRange range(String text) {
        IpRange range = IpRange.parse(text);
        if (range == null) {
            throw new IllegalArgumentException("range: " + text);
        }
        return range;
    }
}
