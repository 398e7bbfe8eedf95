// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

/** The value of a Host header. */
final class HostPort {
    private HostPort() {}

    static boolean hasPort(String host) {
        return withoutPort(host).length() != host.length();
    }

    /** Returns the name or address without the port; IPv6 literals keep their brackets. */
    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || colon < host.lastIndexOf(']')) {
            return host;
        }
        return host.substring(0, colon);
    }
}
