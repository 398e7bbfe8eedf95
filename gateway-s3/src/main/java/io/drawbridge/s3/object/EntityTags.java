// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

/** Entity tags: stored without quotes, sent with them, accepted in both forms. */
public final class EntityTags {
    private EntityTags() {}

    /** The tag as the wire shows it. */
    public static String quoted(String etag) {
        return '"' + etag + '"';
    }

    /** The tag without quotes and the mark of weakness. */
    public static String bare(String text) {
        String tag = text.trim();
        if (tag.startsWith("W/")) {
            tag = tag.substring(2);
        }
        boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return quoted ? tag.substring(1, tag.length() - 1) : tag;
    }

    /** Whether a list between commas, or {@code *}, holds the tag. */
    static boolean listed(String header, String etag) {
        int from = 0;
        while (from <= header.length()) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 ? header.length() : comma;
            String one = bare(header.substring(from, to));
            if (one.equals("*") || one.equals(etag)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }
}
