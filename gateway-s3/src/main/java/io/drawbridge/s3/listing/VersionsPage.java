// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersion;
import io.drawbridge.s3.object.VersionTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing of versions: in the UTF-8 order of keys, and the newest version of a key first. It merges the
 * rows of current objects with those of all other versions.
 *
 * @param entries at most as many as were requested
 * @param truncated whether more entries follow
 */
record VersionsPage(List<Entry> entries, boolean truncated) {
    /** A version or a common prefix. */
    sealed interface Entry {
        /** Returns the key or the prefix. */
        String text();
    }

    /** A version that no common prefix covers. */
    record Item(String text, ObjectVersion version, boolean latest) implements Entry {}

    /** The start of a key up to and including the first delimiter after the requested prefix. */
    record Prefix(String text) implements Entry {}

    /**
     * The position at which a page begins.
     *
     * @param kind what the page begins after
     * @param text a key or a prefix; empty at the start
     * @param sequence of the version after which the page begins
     * @param newerGone whether the versions of that key that are newer were removed meanwhile
     */
    record Position(Kind kind, String text, long sequence, boolean newerGone) {
        /** What a page begins after. */
        enum Kind {
            START,
            KEY,
            PREFIX,
            VERSION
        }

        static final Position START = new Position(Kind.START, "", 0, false);

        private KeyRange objects(Bucket bucket, KeyRange range) {
            return switch (kind) {
                case START -> range;
                case KEY -> range.after(ObjectTable.place(bucket, text));
                // INVARIANT: an older version that became current meanwhile is still to come.
                case VERSION ->
                    newerGone
                            ? range.startingAt(ObjectTable.place(bucket, text))
                            : range.after(ObjectTable.place(bucket, text));
                case PREFIX -> range.startingAt(ObjectTable.range(bucket, text).to());
            };
        }

        private KeyRange versions(Bucket bucket, KeyRange range) {
            return switch (kind) {
                case START -> range;
                case KEY -> range.startingAt(VersionTable.behindKey(bucket, text));
                case VERSION -> range.startingAt(VersionTable.behind(bucket, text, sequence));
                case PREFIX -> range.startingAt(VersionTable.range(bucket, text).to());
            };
        }
    }

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

    List<String> prefixes() {
        List<String> prefixes = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Prefix prefix) {
                prefixes.add(prefix.text());
            }
        }
        return prefixes;
    }

    /**
     * Reads a page. The cost grows with the entries of the page, not with the versions below a common prefix.
     *
     * @param prefix of the keys; empty for all
     * @param delimiter not empty; null for none
     * @param max the number of entries; with zero nothing is read and the page is not truncated
     */
    static VersionsPage read(
            ReadTransaction transaction,
            Bucket bucket,
            String prefix,
            @Nullable String delimiter,
            Position position,
            int max) {
        List<Entry> entries = new ArrayList<>(Math.min(max, 64));
        if (max == 0 || prefix.length() > S3Limits.KEY_LENGTH_MAX) {
            return new VersionsPage(entries, false);
        }
        Merge merge = new Merge(transaction, bucket, prefix, position);
        for (Item item = merge.next(); item != null; item = merge.next()) {
            if (entries.size() == max) {
                return new VersionsPage(entries, true);
            }
            int end = delimiter == null ? -1 : item.text().indexOf(delimiter, prefix.length());
            if (delimiter == null || end < 0) {
                entries.add(item);
                continue;
            }
            String common = item.text().substring(0, end + delimiter.length());
            entries.add(new Prefix(common));
            merge.skip(common);
        }
        return new VersionsPage(entries, false);
    }

    /** The versions of a range of keys in order. One thread at a time. */
    private static final class Merge {
        private final ReadTransaction transaction;
        private final Bucket bucket;
        private final KeyRange allObjects;
        private final KeyRange allVersions;
        private ReadTransaction.@Nullable Scan objects;
        private ReadTransaction.@Nullable Scan versions;
        private @Nullable Row object;
        private @Nullable Row version;

        /** The key whose newest version is not to come any more; null for none. */
        private @Nullable String begun;

        Merge(ReadTransaction transaction, Bucket bucket, String prefix, Position position) {
            this.transaction = transaction;
            this.bucket = bucket;
            this.allObjects = ObjectTable.range(bucket, prefix);
            this.allVersions = VersionTable.range(bucket, prefix);
            this.begun = position.kind() == Position.Kind.VERSION && !position.newerGone() ? position.text() : null;
            open(position);
        }

        private void open(Position position) {
            objects = scan(position.objects(bucket, allObjects));
            versions = scan(position.versions(bucket, allVersions));
            object = next(objects);
            version = next(versions);
        }

        private ReadTransaction.@Nullable Scan scan(KeyRange range) {
            return range.isEmpty() ? null : transaction.scan(range);
        }

        private static @Nullable Row next(ReadTransaction.@Nullable Scan scan) {
            return scan == null ? null : scan.next();
        }

        /** Continues behind all keys that begin with a text. */
        void skip(String common) {
            open(new Position(Position.Kind.PREFIX, common, 0, false));
        }

        @Nullable
        Item next() {
            Row nextObject = object;
            Row nextVersion = version;
            if (nextObject == null && nextVersion == null) {
                return null;
            }
            String objectKey = nextObject == null ? null : ObjectTable.keyOf(nextObject);
            String versionKey = nextVersion == null ? null : VersionTable.keyOf(nextVersion);
            if (nextObject != null
                    && objectKey != null
                    && (versionKey == null || compare(objectKey, versionKey) <= 0)) {
                object = next(objects);
                begun = objectKey;
                return new Item(objectKey, ObjectTable.objectOf(nextObject), true);
            } else if (nextVersion == null || versionKey == null) {
                return null;
            }
            version = next(versions);
            boolean latest = !versionKey.equals(begun);
            begun = versionKey;
            return new Item(versionKey, VersionTable.versionOf(nextVersion), latest);
        }

        private static int compare(String one, String other) {
            return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        }
    }
}
