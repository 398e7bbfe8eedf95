// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The file {@code STORE}, which describes the data directory. A reader ignores lines that it does not know; {@code
 * requires} lists the features that it must know to read the store.
 *
 * @param format the version of the whole format; a newer one is rejected
 * @param requires features that a reader must know; this release knows {@link #WHOLE_ROW_SEALS}
 * @param engine the engine of the rows
 * @param masters ids of the master keys that sealed data in this store, the newest first
 */
record StoreHeader(
        int format, List<String> requires, UUID storeId, String engine, Instant created, List<Integer> masters) {
    /** The format that this release writes, and the newest that it reads. */
    static final int FORMAT = 1;

    /** The feature that no access key is sealed as in the first release, where the seal covered only its id. */
    static final String WHOLE_ROW_SEALS = "whole-row-seals";

    private static final Set<String> KNOWN_FEATURES = Set.of(WHOLE_ROW_SEALS);

    /** The engine of this release. */
    static final String ROCKSDB = "rocksdb";

    private static final String MAGIC = "drawbridge-store";
    private static final int LENGTH_MAX = 64 << 10;

    StoreHeader {
        requires = List.copyOf(requires);
        masters = List.copyOf(masters);
    }

    StoreHeader withMasters(List<Integer> newMasters) {
        return new StoreHeader(format, requires, storeId, engine, created, newMasters);
    }

    StoreHeader withFeature(String feature) {
        List<String> all = new ArrayList<>(requires);
        all.add(feature);
        return new StoreHeader(format, all, storeId, engine, created, masters);
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(
                file,
                String.join(
                                "\n",
                                MAGIC,
                                "format=" + format,
                                "requires=" + String.join(",", requires),
                                "store-id=" + storeId,
                                "engine=" + engine,
                                "created=" + created,
                                "masters="
                                        + String.join(
                                                ",",
                                                masters.stream()
                                                        .map(HexFormat.of()::toHexDigits)
                                                        .toList()))
                        + "\n");
    }

    /** @throws IOException when this release must not open the store; the message explains what to do */
    static StoreHeader read(Path file) throws IOException {
        List<String> lines = PrivateFiles.readOwn(file, LENGTH_MAX).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(MAGIC)) {
            throw foreign(file);
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return parse(file, fields);
    }

    private static StoreHeader parse(Path file, Map<String, String> fields) throws IOException {
        try {
            int format = Integer.parseInt(fields.getOrDefault("format", ""));
            if (format > FORMAT) {
                throw new IOException(
                        "the store in " + file.getParent() + " has format " + format + " and this release reads up to "
                                + FORMAT + "; start it with the newer release that wrote it");
            }
            List<String> requires = list(fields.getOrDefault("requires", ""));
            Set<String> unknown = new TreeSet<>(requires);
            unknown.removeAll(KNOWN_FEATURES);
            if (!unknown.isEmpty()) {
                throw new IOException("the store in " + file.getParent() + " needs " + String.join(", ", unknown)
                        + ", which this release does not know; start it with the newer release that wrote it");
            }
            String engine = fields.getOrDefault("engine", "");
            if (!engine.equals(ROCKSDB)) {
                throw new IOException("the store in " + file.getParent() + " keeps its rows in '" + engine
                        + "', which this release cannot open; start it with the release that wrote it");
            }
            return new StoreHeader(
                    format,
                    requires,
                    UUID.fromString(fields.getOrDefault("store-id", "")),
                    engine,
                    Instant.parse(fields.getOrDefault("created", "")),
                    list(fields.getOrDefault("masters", "")).stream()
                            .map(HexFormat::fromHexDigits)
                            .toList());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(file + " is damaged (" + e.getMessage() + "); bring it back from a backup", e);
        }
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static IOException foreign(Path file) {
        return new IOException(
                file + " was not written by Drawbridge; give --data an empty directory or one of a Drawbridge server");
    }
}
