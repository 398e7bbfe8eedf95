// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.proxy;

import java.util.regex.Pattern;

/**
 * The syntax of a Host field. A value that another reader could split into name and port in a different way is none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.2">RFC 9110, 7.2</a>
 */
public final class HostSyntax {
    private static final int LENGTH_MAX = 270;
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?|\\[[0-9A-Fa-f:.]++\\])(?::[0-9]{0,5})?");

    private HostSyntax() {}

    /** Returns whether the text is a host name or an address, with or without a port; empty text is one too. */
    public static boolean valid(String host) {
        return host.isEmpty()
                || (host.length() <= LENGTH_MAX && NAME.matcher(host).matches());
    }
}
