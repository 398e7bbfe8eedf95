// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * An address or a CIDR range. IPv4-mapped IPv6 addresses count as IPv4; the two families never contain each other.
 *
 * @param family the address family
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits, or the IPv4 address
 * @param prefixLength the number of significant bits: 0 to 32 or 128
 */
public record IpRange(Family family, long high, long low, int prefixLength) {
    /** Address families. */
    public enum Family {
        V4(32),
        V6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }
    }

    private static final int MAPPED_BITS = 96;
    private static final int GROUPS = 8;

    /** Parses an address with or without a prefix length; null when the text is neither. */
    public static @Nullable IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int length = slash < 0 ? -1 : smallNumber(text, slash + 1, text.length(), 128, 3);
        if (slash >= 0 && length < 0) {
            return null;
        }
        if (address.indexOf(':') < 0) {
            long v4 = ipv4(address, 0, address.length());
            return v4 < 0 || length > 32 ? null : new IpRange(Family.V4, 0, v4, length < 0 ? 32 : length);
        }
        return ipv6(address, length < 0 ? 128 : length);
    }

    /** Returns whether this range contains the single address. */
    public boolean contains(IpRange address) {
        if (family != address.family || address.prefixLength < prefixLength) {
            return false;
        }
        if (family == Family.V4) {
            return prefixLength == 0 || (low ^ address.low) >>> (32 - prefixLength) == 0;
        }
        if (prefixLength <= 64) {
            return prefixLength == 0 || (high ^ address.high) >>> (64 - prefixLength) == 0;
        }
        return high == address.high && (low ^ address.low) >>> (128 - prefixLength) == 0;
    }

    /** Returns whether this is a single address, not a range. */
    public boolean single() {
        return prefixLength == family.bits;
    }

    private static @Nullable IpRange ipv6(String text, int length) {
        int gap = text.indexOf("::");
        long[] groups = new long[GROUPS];
        if (gap < 0) {
            if (groups(text, groups, true) != GROUPS) {
                return null;
            }
        } else {
            long[] tail = new long[GROUPS];
            int before = groups(text.substring(0, gap), groups, false);
            int after = groups(text.substring(gap + 2), tail, true);
            if (before < 0 || after < 0 || before + after >= GROUPS) {
                return null;
            }
            System.arraycopy(tail, 0, groups, GROUPS - after, after);
        }
        long high = groups[0] << 48 | groups[1] << 32 | groups[2] << 16 | groups[3];
        long low = groups[4] << 48 | groups[5] << 32 | groups[6] << 16 | groups[7];
        boolean mapped = high == 0 && low >>> 32 == 0xffff && length >= MAPPED_BITS;
        return mapped
                ? new IpRange(Family.V4, 0, low & 0xffffffffL, length - MAPPED_BITS)
                : new IpRange(Family.V6, high, low, length);
    }

    /**
     * Parses groups between colons and returns their number, or -1.
     *
     * @param last whether the address ends with them; then the last two groups may be a dotted IPv4 address
     */
    private static int groups(String text, long[] out, boolean last) {
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            if (colon == text.length() - 1 || count >= GROUPS) {
                return -1;
            }
            if (colon < 0 && text.indexOf('.', at) >= 0) {
                long v4 = ipv4(text, at, end);
                if (v4 < 0 || !last || count > GROUPS - 2) {
                    return -1;
                }
                out[count++] = v4 >>> 16;
                out[count++] = v4 & 0xffff;
            } else {
                int group = hex(text, at, end);
                if (group < 0) {
                    return -1;
                }
                out[count++] = group;
            }
            at = end + 1;
        }
        return count;
    }

    private static int hex(String text, int from, int to) {
        if (to - from < 1 || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static long ipv4(String text, int from, int to) {
        long address = 0;
        int at = from;
        for (int i = 0; i < 4; i++) {
            int dot = text.indexOf('.', at);
            int end = i == 3 ? to : dot;
            int octet = end < 0 || end > to ? -1 : smallNumber(text, at, end, 255, 3);
            if (octet < 0) {
                return -1;
            }
            address = address << 8 | octet;
            at = end + 1;
        }
        return address;
    }

    private static int smallNumber(String text, int from, int to, int max, int digitsMax) {
        if (to - from < 1 || to - from > digitsMax) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > max ? -1 : value;
    }
}
