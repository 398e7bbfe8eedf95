// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.iam.store.StoredSecretsReseal;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.scrub.ScrubReport;
import io.drawbridge.s3.scrub.Scrubber;
import io.drawbridge.server.archive.Contents;
import io.drawbridge.server.archive.StoreExport;
import io.drawbridge.server.archive.StoreImport;
import io.drawbridge.server.data.NewDirectory;
import io.drawbridge.server.data.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;

/** A store that no server uses: its directory is locked while this object is open. */
public final class OfflineStore implements AutoCloseable {
    /** The region; not used for a directory. */
    private static final String REGION = "us-east-1";

    private final OpenStorage storage;
    private final Clock clock;
    private final SecureRandom random;

    private OfflineStore(OpenStorage storage, Clock clock, SecureRandom random) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the store in a directory.
     *
     * @throws IOException when the directory contains no store, or a server uses it; the message is for the operator
     */
    public static OfflineStore open(StorageLocation.Directory location) throws IOException {
        NewDirectory.mustHoldStore(location.path());
        return opened(location, REGION);
    }

    /**
     * Opens a store that servers share. None of these servers may run.
     *
     * @param region the region of the servers
     * @throws IOException when the store cannot be used, or a server wrote to it recently; the message is for the
     *     operator
     */
    public static OfflineStore open(StorageLocation.Shared location, String region) throws IOException {
        OfflineStore store = opened(location, region);
        if (store.ledger().othersWrite()) {
            store.close();
            throw new IOException("a server of this store runs, or ran a moment ago; stop all of them and try again in "
                    + BlobLedger.ALIVE.toSeconds() + " seconds");
        }
        return store;
    }

    private static OfflineStore opened(StorageLocation location, String region) throws IOException {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        return new OfflineStore(location.open(region, clock, random), clock, random);
    }

    /**
     * Compares every row of S3 with the bytes that it refers to.
     *
     * @param repair whether to repair what can be repaired without losing data
     */
    public ScrubReport scrub(boolean repair) throws IOException {
        return new Scrubber(storage.store(), storage.blobs(), ledger()).run(repair);
    }

    /**
     * Removes the garbage of killed processes, as a running server does periodically.
     *
     * @return the number of removed blobs
     */
    public int sweep() {
        BlobLedger ledger = ledger();
        int removed = 0;
        for (int count = ledger.sweep(); count > 0; count = ledger.sweep()) {
            removed += count;
        }
        return removed;
    }

    private BlobLedger ledger() {
        return new BlobLedger(storage.store(), storage.blobs(), clock, random, storage.shared());
    }

    /**
     * Writes all rows and blobs, without the key ring, to a new file.
     *
     * @throws IOException when the file exists or cannot be written; an incomplete file is removed
     */
    public Contents exportTo(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists; give the export another name");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        PrivateFiles.create(unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            Contents contents = new StoreExport(storage.store(), storage.blobs(), storage.keys()).write(channel);
            PrivateFiles.publish(unfinished, file);
            return contents;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Creates a directory from an export, completely or not at all.
     *
     * @param data a missing or empty directory
     * @param keyRing the key ring of the exported store; copied into the directory
     * @throws IOException when the file is damaged, the directory is not empty, or the key ring does not match
     */
    public static Contents importFrom(Path file, Path data, Path keyRing) throws IOException {
        StoreImport.verify(file);
        try (NewDirectory newDirectory = NewDirectory.begin(data)) {
            PrivateFiles.copy(keyRing, newDirectory.path().resolve("keyring"));
            Contents contents;
            try (OfflineStore store = opened(new StorageLocation.Directory(newDirectory.path(), null), REGION)) {
                KeyRing keys = store.storage.keys();
                contents = new StoreImport(store.storage.store(), store.storage.blobs(), keys).read(file);
                store.resealImported(file);
            }
            newDirectory.publish();
            return contents;
        }
    }

    /**
     * Fills an empty shared store from an export.
     *
     * @throws IOException when the file is damaged, the store is not empty, or the key ring does not match. When a
     *     write fails before the end, database and bodies must be created again
     */
    public static Contents importInto(Path file, StorageLocation.Shared location, String region) throws IOException {
        StoreImport.verify(file);
        try (OfflineStore store = open(location, region)) {
            OpenStorage storage = store.storage;
            Contents contents = new StoreImport(storage.store(), storage.blobs(), storage.keys()).read(file);
            store.resealImported(file);
            return contents;
        }
    }

    /** The store that was exported may have been sealed with several keys, and by an earlier release. */
    private void resealImported(Path file) throws IOException {
        StoredSecretsReseal.Result result = seals().resealImported();
        if (result.refused() > 0) {
            throw new IOException("the key ring does not open " + result.refused() + " access keys or MFA devices of "
                    + file + ", such as " + result.shown().get(0)
                    + "; name the ring of the exported store with --key-ring");
        }
    }

    /**
     * Seals all secrets under the first key of the ring.
     *
     * @throws IOException when the header of the store cannot be written
     */
    public StoredSecretsReseal.Result reseal(StoredSecretsReseal.Progress progress) throws IOException {
        StoreSeals seals = seals();
        seals.endFirstForm();
        return seals.reseal(progress);
    }

    private StoreSeals seals() {
        return new StoreSeals(storage.store(), storage.keys(), storage.directory(), random);
    }

    @Override
    public void close() {
        storage.close();
    }
}
