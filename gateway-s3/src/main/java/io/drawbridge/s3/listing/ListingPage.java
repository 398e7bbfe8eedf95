// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing: objects and common prefixes together, in the UTF-8 order of their texts.
 *
 * @param entries at most as many as were requested
 * @param truncated whether more entries follow
 */
record ListingPage(List<Entry> entries, boolean truncated) {
    /** An object or a common prefix. */
    sealed interface Entry {
        /** Returns the key or the prefix. */
        String text();
    }

    /** An object that no common prefix covers. */
    record Item(String text, StoredObject object) implements Entry {}

    /** The start of a key up to and including the first delimiter after the requested prefix. */
    record Prefix(String text) implements Entry {}

    /** Returns the last entry, or null on an empty page. */
    @Nullable
    Entry last() {
        return entries.isEmpty() ? null : entries.get(entries.size() - 1);
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry instanceof Item item) {
                items.add(item);
            }
        }
        return items;
    }

    List<Prefix> prefixes() {
        List<Prefix> prefixes = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Prefix prefix) {
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }

    /**
     * Reads a page. The cost grows with the entries of the page, not with the number of keys below a common prefix.
     *
     * @param prefix of the keys; empty for all
     * @param delimiter not empty; null for none
     * @param max the number of entries; with zero nothing is read and the page is not truncated
     */
    static ListingPage read(
            ReadTransaction transaction,
            Bucket bucket,
            String prefix,
            @Nullable String delimiter,
            ListingPosition position,
            int max) {
        List<Entry> entries = new ArrayList<>(Math.min(max, 64));
        if (max == 0 || prefix.length() > S3Limits.KEY_LENGTH_MAX) {
            return new ListingPage(entries, false);
        }
        KeyRange rest = position.restOf(ObjectTable.range(bucket, prefix), bucket);
        if (rest.isEmpty()) {
            return new ListingPage(entries, false);
        }
        ReadTransaction.Scan scan = delimiter == null
                ? transaction.scan(rest)
                : transaction.scanGroups(rest, ObjectTable.groups(bucket, prefix, delimiter));
        for (Row row = scan.next(); row != null; row = scan.next()) {
            if (entries.size() == max) {
                return new ListingPage(entries, true);
            }
            String key = ObjectTable.keyOf(row);
            int end = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
            if (delimiter == null || end < 0) {
                entries.add(new Item(key, ObjectTable.objectOf(row)));
                continue;
            }
            entries.add(new Prefix(key.substring(0, end + delimiter.length())));
        }
        return new ListingPage(entries, false);
    }
}
