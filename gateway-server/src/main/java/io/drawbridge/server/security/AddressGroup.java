// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * Whom limits for each remote address count as one: an IPv4 address, or the 64-bit prefix of an IPv6 address, because one
 * machine may take every address below its prefix.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6177">RFC 6177</a>
 */
public final class AddressGroup {
    private static final int PREFIX_BYTES = 8;

    private AddressGroup() {}

    /** Returns the group of an address. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES)
                : address.getHostAddress();
    }

    /** Returns the group of an address as text; of something else, the text itself. */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A name with a colon is never looked up: it is an IPv6 address or an error.
            return of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
