// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.Locale;

/** An action in lower case, split at its colon. Action names are case-insensitive. */
record ActionName(String service, String name, long head) {
    /** The number of characters of the name in the head. */
    static final int HEAD_LENGTH = 8;

    /**
     * Returns the first characters of a name, one byte each, padded with zeros, for a fast test before a full match.
     */
    static long headOf(String lowerCaseName) {
        long head = 0;
        for (int i = 0; i < HEAD_LENGTH; i++) {
            head = (head << 8) | (i < lowerCaseName.length() ? lowerCaseName.charAt(i) & 0xff : 0);
        }
        return head;
    }

    static ActionName of(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        String service = colon < 0 ? lower : lower.substring(0, colon);
        String name = colon < 0 ? "" : lower.substring(colon + 1);
        return new ActionName(service, name, headOf(name));
    }
}
