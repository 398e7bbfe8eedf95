// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Groups of keys computed from every row as texts: the slow oracle of {@link View#scanGroups}. */
final class PlainKeyGroups {
    private PlainKeyGroups() {}

    /** Returns one to six letters, many of them delimiters or letters that keys must escape. */
    static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append("ab//\u0000\u00e9\uffff".charAt(random.nextInt(7)));
        }
        return text.toString();
    }

    /**
     * Returns the first key of each group and every key outside of groups, in key order.
     *
     * @param all the rows of the space in key order, one text each
     */
    static List<Key> firstKeys(KeySpace space, List<Row> all, KeyRange range, String prefix, String delimiter) {
        List<Key> first = new ArrayList<>();
        String group = null;
        for (Row row : all) {
            String text = space.read(row.key()).text();
            if (!range.contains(row.key())) {
                continue;
            }
            int end = text.indexOf(delimiter, prefix.length());
            String own = end < 0 ? null : text.substring(0, end + delimiter.length());
            if (own == null || !own.equals(group)) {
                first.add(row.key());
            }
            group = own;
        }
        return first;
    }
}
