// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dates that IAM accepts in policies beyond the W3C profile (observed), such as {@code 01T}, {@code -292275054} and
 * {@code 2016-12-13t2:00:00.593194+23}. They match no time.
 */
final class LenientDate {
    private static final Pattern DATE = Pattern.compile("(-?\\d{1,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?"
            + "(?:[tT](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d{1,9})?"
            + "(?:[zZ]|\\+(\\d{2})(?::(\\d{2}))?)?)?)?)?)?");

    /** The least and greatest number of each group: year, month, day, hour, minute, second, hour and minute of a zone. */
    private static final int[] LEAST = {-292_275_054, 1, 1, 0, 0, 0, 0, 0};

    private static final int[] GREATEST = {292_278_993, 12, 31, 23, 59, 59, 23, 59};

    private LenientDate() {}

    static boolean accepts(String text) {
        boolean marked = text.indexOf('t') >= 0 || text.indexOf('T') >= 0 || text.indexOf('-') >= 0;
        Matcher date = DATE.matcher(text);
        if (!marked || !date.matches()) {
            return false;
        }
        for (int i = 0; i < LEAST.length; i++) {
            String digits = date.group(i + 1);
            int number = digits == null ? LEAST[i] : Integer.parseInt(digits);
            if (number < LEAST[i] || number > GREATEST[i]) {
                return false;
            }
        }
        return true;
    }
}
