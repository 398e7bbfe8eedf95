// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The settings that all servers of one shared store must agree on, kept in one row: the master keys that sealed data,
 * the region, and the place of the bodies. A server with different settings does not start.
 */
public final class SharedStore {
    /** The key space of rows about the store itself. */
    public static final KeySpace SPACE = new KeySpace(1, "store");

    private static final Key HEADER = SPACE.key().text("header").key();
    /** In format 1, access keys may be sealed in the form of the first release. */
    private static final int FORMAT = 2;

    private static final String FORMAT_FIELD = "format";
    private static final String MARK_TEXT = "drawbridge-blobs\nstore-id=";
    private static final String MASTERS = "masters";
    private static final String BLOBS = "blobs";

    private final KeyValueStore store;
    private final RandomGenerator random;

    /** @param random the source of the id of a new store */
    public SharedStore(KeyValueStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /**
     * Reads the key ring of a shared store.
     *
     * @throws IOException when the file is missing, is not a key ring, or all users can read it
     */
    public static KeyRing readRing(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "the key ring " + file + " is missing: copy it from another node, or for the first node"
                            + " of a new store make it with: drawbridge key-ring create " + file);
        }
        return KeyRingFile.readNamed(file);
    }

    /**
     * Joins the other servers of the store, or creates the store's settings.
     *
     * @throws IOException when this server's key ring or region differs from the store's
     */
    public void join(KeyRing keys, Path ringFile, String region) throws IOException {
        UUID fresh = new UUID(random.nextLong(), random.nextLong());
        Optional<String> refusal = store.transact(transaction -> join(transaction, keys, ringFile, region, fresh));
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }

    /** Decides in one transaction which of several first servers creates the settings. */
    private static Optional<String> join(
            Transaction transaction, KeyRing keys, Path ringFile, String region, UUID fresh) {
        Map<String, String> header = read(transaction);
        if (header.isEmpty()) {
            header.put(FORMAT_FIELD, Integer.toString(FORMAT));
            header.put("store-id", fresh.toString());
            header.put("region", region);
            header.put(MASTERS, HexFormat.of().toHexDigits(keys.currentId()));
            write(transaction, header);
            return Optional.empty();
        }
        if (format(header) > FORMAT) {
            return Optional.of("the shared store has format " + header.get(FORMAT_FIELD)
                    + " and this release reads up to " + FORMAT + "; start the newer release that wrote it");
        }
        if (!region.equals(header.get("region"))) {
            return Optional.of("the servers of this store have the region " + header.get("region") + " and not "
                    + region + "; start with --region " + header.get("region"));
        }
        List<String> masters =
                new ArrayList<>(List.of(header.getOrDefault(MASTERS, "").split(",", -1)));
        for (String master : masters) {
            if (!keys.holds(HexFormat.fromHexDigits(master))) {
                return Optional.of("the key ring " + ringFile + " is not the one that sealed this store: it lacks the"
                        + " master key " + master + ", which still seals secrets; copy the ring of another node"
                        + " (drawbridge key-ring reseal makes a master key dispensable)");
            }
        }
        String current = HexFormat.of().toHexDigits(keys.currentId());
        if (!masters.contains(current)) {
            masters.add(0, current);
            header.put(MASTERS, String.join(",", masters));
            write(transaction, header);
        }
        return Optional.empty();
    }

    /** Returns whether access keys may be sealed in the form of the first release. */
    public boolean firstForm() {
        return format(store.read(SharedStore::read)) < FORMAT;
    }

    /**
     * Records that no access key is sealed in the form of the first release, whose servers do not start on the store
     * from then on.
     */
    public void endFirstForm() {
        store.update(transaction -> {
            Map<String, String> header = read(transaction);
            header.put(FORMAT_FIELD, Integer.toString(FORMAT));
            write(transaction, header);
        });
    }

    /** Records that only this master key seals data of the store: a ring may lack all others. */
    public void sealedUnder(int master) {
        store.update(transaction -> {
            Map<String, String> header = read(transaction);
            header.put(MASTERS, HexFormat.of().toHexDigits(master));
            write(transaction, header);
        });
    }

    private static int format(Map<String, String> header) {
        return Integer.parseInt(header.getOrDefault(FORMAT_FIELD, "0"));
    }

    /**
     * Verifies that a place contains the bodies of this store; called after the store was joined. The first server of a
     * store marks the place, which then belongs to this store only.
     *
     * @throws IOException when it is a different place, such as an empty mount point or the place of another store
     */
    public void claim(PlaceMark mark) throws IOException {
        Map<String, String> header = store.read(SharedStore::read);
        requireKind(mark, header);
        String expected = MARK_TEXT + header.get("store-id") + "\n";
        Optional<String> existingMark = mark.read();
        if (existingMark.isEmpty()) {
            if (header.containsKey(BLOBS)) {
                throw new IOException(
                        mark.place() + " does not hold the bodies of this store; give --blobs the place that its"
                                + " nodes share, and look whether it is mounted");
            }
            mark.write(expected);
            existingMark = mark.read();
        }
        if (!existingMark.equals(Optional.of(expected))) {
            throw new IOException(mark.place() + " holds the bodies of another store; give --blobs the place that the"
                    + " nodes of this store share");
        }
        if (!header.containsKey(BLOBS)) {
            Map<String, String> agreed = store.transact(transaction -> {
                Map<String, String> now = read(transaction);
                now.putIfAbsent(BLOBS, mark.kind().stored());
                write(transaction, now);
                return now;
            });
            requireKind(mark, agreed);
        }
    }

    private static void requireKind(PlaceMark mark, Map<String, String> header) throws IOException {
        String kind = header.getOrDefault(BLOBS, mark.kind().stored());
        if (!kind.equals(mark.kind().stored())) {
            throw new IOException("the bodies of this store lie in " + PlaceMark.Kind.shown(kind) + " and not in "
                    + mark.place() + "; give --blobs the place that its nodes share");
        }
    }

    private static Map<String, String> read(ReadTransaction transaction) {
        Map<String, String> fields = new TreeMap<>();
        transaction.get(HEADER).ifPresent(text -> new String(text, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        fields.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                }));
        return fields;
    }

    private static void write(Transaction transaction, Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        transaction.put(HEADER, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
