// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

/** Entity tags: stored without quotes, sent with them, accepted in both forms. */
public final class EntityTags {
    private EntityTags() {}

    /** Returns the tag as the wire shows it. */
    public static String quoted(String etag) {
        return '"' + etag + '"';
    }

    /** Returns the tag without quotes and without the weak mark. */
    public static String bare(String text) {
        String tag = text.trim();
        if (tag.startsWith("W/")) {
            tag = tag.substring(2);
        }
        boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return quoted ? tag.substring(1, tag.length() - 1) : tag;
    }

    /** Returns whether a comma-separated list, or {@code *}, matches the tag. */
    static boolean listed(String header, String etag) {
        int from = 0;
        while (from <= header.length()) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 ? header.length() : comma;
            String candidate = bare(header.substring(from, to));
            if (candidate.equals("*") || candidate.equals(etag)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }
}
