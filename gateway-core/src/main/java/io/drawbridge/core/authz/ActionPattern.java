// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.condition.Glob;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One value of an Action or NotAction element.
 *
 * @param service the literal service in lower case; null means every service ({@code *} or {@code *:*})
 * @param name the pattern of the action name
 * @param exactName the name in lower case when it has no wildcard, else null
 * @param literalHead the text before the first wildcard of the name
 */
record ActionPattern(
        @Nullable String service, Glob name, @Nullable String exactName, String literalHead) {
    private static final Glob ANYTHING = Glob.compile("*");

    /** Compiles a value. A value with a wildcard in its service matches nothing, except {@code *} and {@code *:*}. */
    static ActionPattern compile(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("*") || lower.equals("*:*")) {
            return new ActionPattern(null, ANYTHING, null, "");
        }
        int colon = lower.indexOf(':');
        String service = colon < 0 ? lower : lower.substring(0, colon);
        String name = colon < 0 ? "" : lower.substring(colon + 1);
        int wildcard = 0;
        while (wildcard < name.length() && name.charAt(wildcard) != '*' && name.charAt(wildcard) != '?') {
            wildcard++;
        }
        String exactName = wildcard == name.length() ? name : null;
        return new ActionPattern(service, Glob.compile(name), exactName, name.substring(0, wildcard));
    }

    boolean matches(ActionName action) {
        return service == null || (service.equals(action.service()) && name.matches(action.name()));
    }
}
