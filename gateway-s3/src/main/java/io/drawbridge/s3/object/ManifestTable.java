// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.store.S3Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows that list the parts of completed multipart objects, up to 500 a row. */
public final class ManifestTable {
    private static final int TYPE = 71;
    private static final int PARTS_PER_ROW = 500;

    private ManifestTable() {}

    /**
     * Returns an id that no manifest has: the preferred one, or the next free one after it. Processes that share a
     * store may initiate uploads at the same time.
     */
    public static long freeId(Transaction transaction, long preferredId) {
        long id = preferredId;
        while (transaction.get(key(id, 0)).isPresent()) {
            id++;
        }
        return id;
    }

    /** Writes the parts of an object, in order. */
    public static void put(Transaction transaction, long manifestId, List<ManifestPart> parts) {
        for (int from = 0; from < parts.size(); from += PARTS_PER_ROW) {
            RecordWriter writer = new RecordWriter(TYPE, 1);
            for (ManifestPart part : parts.subList(from, Math.min(from + PARTS_PER_ROW, parts.size()))) {
                writer.text(1, part.encoded());
            }
            transaction.put(key(manifestId, from / PARTS_PER_ROW), writer.toBytes());
        }
    }

    /** Returns the parts of an object, or an empty list when it was replaced after the look-up. */
    static List<ManifestPart> find(KeyValueStore store, StoredBody.Manifest manifest) {
        if (manifest.partCount() > PARTS_PER_ROW) {
            // Decoding thousands of parts takes milliseconds: not on an event loop, whether the rows are in memory or
            // not.
            NonBlocking.requireBlockingAllowed();
        }
        List<ManifestPart> parts = new ArrayList<>(manifest.partCount());
        for (int chunk = 0; parts.size() < manifest.partCount(); chunk++) {
            Optional<byte[]> row = store.get(key(manifest.manifestId(), chunk));
            if (row.isEmpty()) {
                return List.of();
            }
            addTo(parts, row.get());
        }
        return parts;
    }

    /** Returns the parts of an object. */
    public static List<ManifestPart> find(ReadTransaction transaction, long manifestId) {
        List<ManifestPart> parts = new ArrayList<>();
        ReadTransaction.Scan scan =
                transaction.scan(S3Spaces.MANIFEST.key().number(manifestId).range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            addTo(parts, row.value());
        }
        return parts;
    }

    /** Returns the parts that one row lists. */
    public static List<ManifestPart> partsOf(Row row) {
        List<ManifestPart> parts = new ArrayList<>();
        addTo(parts, row.value());
        return parts;
    }

    static void delete(Transaction transaction, StoredBody.Manifest manifest) {
        int chunks = (manifest.partCount() + PARTS_PER_ROW - 1) / PARTS_PER_ROW;
        for (int chunk = 0; chunk < chunks; chunk++) {
            transaction.delete(key(manifest.manifestId(), chunk));
        }
    }

    private static void addTo(List<ManifestPart> parts, byte[] row) {
        for (String part : RecordFields.read(TYPE, row).texts(1)) {
            parts.add(ManifestPart.decode(part));
        }
    }

    private static Key key(long manifestId, int chunk) {
        return S3Spaces.MANIFEST.key().number(manifestId).number(chunk).key();
    }
}
