// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The case-insensitive comparison of tag keys in policies. All code that must agree on it - duplicates in a request,
 * the tags of a request, a resource, a principal and a session, and the condition keys of policies - uses these methods
 * and no other folding: {@code equalsIgnoreCase} and {@code toLowerCase} disagree on some letters.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating">Case of tag keys</a>
 */
public final class TagKeys {
    /** Orders keys by their folded form. */
    public static final Comparator<String> ORDER = Comparator.comparing(TagKeys::folded);

    private TagKeys() {}

    /**
     * Returns the form that all spellings of a key share: each code point in the lower case of its upper case, so that
     * {@code ſ} is {@code s}, {@code ı} is {@code i} and the Kelvin sign is {@code k}. Folding twice changes nothing.
     */
    public static String folded(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c >= 0x80) {
                return foldedFrom(key, i);
            }
        }
        return key;
    }

    private static String foldedFrom(String key, int start) {
        StringBuilder out = new StringBuilder(key.length()).append(key, 0, start);
        for (int i = start; i < key.length(); ) {
            int codePoint = key.codePointAt(i);
            out.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    /** Returns whether two keys are equal except for case. */
    public static boolean same(String first, String second) {
        return folded(first).equals(folded(second));
    }

    /**
     * Returns the value of the tag with the key; {@link AmbiguousValues} when several tags with the key have different
     * values.
     *
     * @param key in any case
     * @return null when no tag has the key
     */
    public static @Nullable List<String> values(Collection<Map.Entry<String, String>> tags, String key) {
        String foldedKey = folded(key);
        List<String> values = null;
        for (Map.Entry<String, String> tag : tags) {
            if (folded(tag.getKey()).equals(foldedKey)) {
                values = joined(values, tag.getValue());
            }
        }
        return values;
    }

    /**
     * Returns the values of tags as condition keys.
     *
     * @param lowerCasePrefix such as {@code aws:resourcetag/}
     */
    public static ConditionValues values(String lowerCasePrefix, Collection<Map.Entry<String, String>> tags) {
        return tags.isEmpty()
                ? ConditionValues.EMPTY
                : key -> key.startsWith(lowerCasePrefix) ? values(tags, key.substring(lowerCasePrefix.length())) : null;
    }

    /** Returns the values of all tags by their folded keys, for repeated look-ups. */
    public static Map<String, List<String>> byFoldedKey(Collection<Map.Entry<String, String>> tags) {
        Map<String, List<String>> values = new HashMap<>(tags.size() * 2);
        for (Map.Entry<String, String> tag : tags) {
            values.compute(folded(tag.getKey()), (key, oldValues) -> joined(oldValues, tag.getValue()));
        }
        return values;
    }

    private static List<String> joined(@Nullable List<String> values, String value) {
        if (values == null) {
            return List.of(value);
        }
        Set<String> all = new LinkedHashSet<>(values);
        return all.add(value) ? new AmbiguousValues(new ArrayList<>(all)) : values;
    }
}
