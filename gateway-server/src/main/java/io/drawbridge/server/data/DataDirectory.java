// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.drawbridge.core.crypto.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data directory of one server, locked while this object is open. It contains {@code STORE}, which describes the
 * store, {@code lock}, {@code keyring} unless the key ring is elsewhere, {@code root-credentials}, and the folders
 * {@code rows}, {@code blobs} and {@code native}.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String HEADER = "STORE";
    private static final String LOCK = "lock";
    private static final String RING = "keyring";
    private static final String ROWS = "rows";

    /** The files that a first start may leave before it wrote the header. */
    private static final Set<String> BEFORE_HEADER = Set.of(LOCK, RING, RING + ".new", HEADER + ".new");

    /** The files that are closed to other users; a key ring that others could read is refused. */
    private static final List<String> FILES = List.of(HEADER, LOCK, RootCredentialsFile.NAME);

    private final Path directory;
    private final DirectoryLock lock;
    private final KeyRing keys;
    private final UUID storeId;
    private final Path ring;

    private DataDirectory(Path directory, DirectoryLock lock, KeyRing keys, UUID storeId, Path ring) {
        this.directory = directory;
        this.lock = lock;
        this.keys = keys;
        this.storeId = storeId;
        this.ring = ring;
    }

    /**
     * Opens the directory, or creates it when it is missing or empty.
     *
     * @param ringFile the file of the key ring, or null for the one in the directory
     * @throws IOException when the directory is not one of this server, has a newer format or is in use, other users
     *     could have changed it, or the key ring is missing; the message is for the operator
     */
    public static DataDirectory open(Path directory, @Nullable Path ringFile, Clock clock, RandomGenerator random)
            throws IOException {
        Path header = directory.resolve(HEADER);
        boolean fresh = !Files.exists(header, NOFOLLOW_LINKS);
        if (fresh) {
            mustBeEmpty(directory);
            PrivateFiles.makeFolder(directory);
        }
        DirectoryAccess.requireFolder(directory);
        DirectoryLock lock = DirectoryLock.take(directory, directory.resolve(LOCK));
        boolean opened = false;
        try {
            DirectoryAccess.require(directory, FILES);
            PrivateFiles.makeFolder(directory.resolve(ROWS));
            boolean own = ringFile == null;
            Path ring = ringFile == null ? directory.resolve(RING) : ringFile;
            DataDirectory result = Files.exists(header)
                    ? openOld(directory, lock, header, ring, own)
                    : makeNew(directory, lock, header, ring, own, clock, random);
            opened = true;
            return result;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static void mustBeEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Set<String> foreignNames = new HashSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.limit(BEFORE_HEADER.size() + 1L)
                    .forEach(entry -> foreignNames.add(entry.getFileName().toString()));
        } catch (NotDirectoryException e) {
            throw new IOException(directory + " is not a directory; give --data one that is empty or missing", e);
        }
        foreignNames.removeAll(BEFORE_HEADER);
        if (!foreignNames.isEmpty()) {
            throw new IOException(directory + " holds other things ("
                    + foreignNames.iterator().next()
                    + ") and no Drawbridge store; give --data a directory that is empty or missing");
        }
    }

    private static DataDirectory makeNew(
            Path directory,
            DirectoryLock lock,
            Path header,
            Path ring,
            boolean own,
            Clock clock,
            RandomGenerator random)
            throws IOException {
        if (!Files.exists(ring)) {
            KeyRingFile.create(ring, random);
        }
        KeyRing keys = own ? KeyRingFile.readOwn(ring) : KeyRingFile.readNamed(ring);
        UUID storeId = new UUID(random.nextLong(), random.nextLong());
        // INVARIANT: the header is written after the key ring, so that no store lacks the key ring that seals it.
        new StoreHeader(
                        StoreHeader.FORMAT,
                        List.of(StoreHeader.WHOLE_ROW_SEALS),
                        storeId,
                        StoreHeader.ROCKSDB,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        List.of(keys.currentId()))
                .write(header);
        return new DataDirectory(directory, lock, keys, storeId, ring);
    }

    private static DataDirectory openOld(Path directory, DirectoryLock lock, Path header, Path ring, boolean own)
            throws IOException {
        StoreHeader storedHeader = StoreHeader.read(header);
        if (!Files.exists(ring)) {
            throw new IOException("the key ring " + ring + " is missing, and without it no secret of " + directory
                    + " can be opened; bring it back from your backup, or name it with --key-ring");
        }
        KeyRing keys = own ? KeyRingFile.readOwn(ring) : KeyRingFile.readNamed(ring);
        for (int master : storedHeader.masters()) {
            if (!keys.holds(master)) {
                throw new IOException("the key ring " + ring + " is not the one that sealed " + directory
                        + ": it lacks the master key " + HexFormat.of().toHexDigits(master)
                        + ", which still seals secrets; bring it back from your backup, or name the right ring with"
                        + " --key-ring (drawbridge key-ring reseal makes a master key dispensable)");
            }
        }
        if (!storedHeader.masters().contains(keys.currentId())) {
            List<Integer> masters = new ArrayList<>(storedHeader.masters());
            masters.add(0, keys.currentId());
            storedHeader.withMasters(masters).write(header);
        }
        return new DataDirectory(directory, lock, keys, storedHeader.storeId(), ring);
    }

    /** Returns whether access keys may be sealed in the form of the first release. */
    public boolean firstForm() throws IOException {
        return !StoreHeader.read(directory.resolve(HEADER)).requires().contains(StoreHeader.WHOLE_ROW_SEALS);
    }

    /**
     * Records that no access key is sealed in the form of the first release. Older releases refuse the store from then
     * on. The key ring in the directory refuses the form from the next start on; one elsewhere is not changed.
     */
    public void endFirstForm() throws IOException {
        if (firstForm()) {
            Path header = directory.resolve(HEADER);
            StoreHeader.read(header).withFeature(StoreHeader.WHOLE_ROW_SEALS).write(header);
        }
        if (!ringElsewhere() && keys.mayHaveSealedIdsOnly()) {
            KeyRingFile.endFirstForm(ring);
        }
    }

    /** Records that only this master key seals data of the store: a ring may lack all others. */
    public void sealedUnder(int master) throws IOException {
        Path header = directory.resolve(HEADER);
        StoreHeader.read(header).withMasters(List.of(master)).write(header);
    }

    /** Returns whether the key ring is not the one in the directory. */
    public boolean ringElsewhere() {
        return !ring.equals(directory.resolve(RING));
    }

    /** Returns the path of the directory. */
    public Path path() {
        return directory;
    }

    /** Returns the key ring that seals the secrets of this store. */
    public KeyRing keys() {
        return keys;
    }

    /** Returns the unique id of this store. */
    public UUID storeId() {
        return storeId;
    }

    /** The folder of the rows. */
    public Path rows() {
        return directory.resolve(ROWS);
    }

    /** The folder of the bodies of objects. */
    public Path blobs() {
        return directory.resolve("blobs");
    }

    /** Returns the folder of native libraries. */
    public Path nativeLibraries() {
        return directory.resolve("native");
    }

    /** Returns the file with the root keys that the server created. */
    public RootCredentialsFile rootCredentials() {
        return new RootCredentialsFile(directory.resolve(RootCredentialsFile.NAME));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + directory, e);
        }
    }
}
