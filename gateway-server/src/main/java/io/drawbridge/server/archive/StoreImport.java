// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an export into an empty store: the whole file is verified before the first row or blob is written. */
public final class StoreImport {
    private static final int BATCH_ROWS_MAX = 1000;
    private static final int BATCH_BYTES_MAX = 4_000_000;

    private final KeyValueStore store;
    private final BlobStore blobs;
    private final KeyRing keys;

    private final List<Put> batch = new ArrayList<>();
    private int batchBytes;
    private BlobStore.@Nullable Writer blob;
    private long left;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Put(Key key, byte[] value) {}

    public StoreImport(KeyValueStore store, BlobStore blobs, KeyRing keys) {
        this.store = store;
        this.blobs = blobs;
        this.keys = keys;
    }

    /**
     * Reads every byte of an export.
     *
     * @return the id of the master key that sealed its secrets
     * @throws IOException when it is truncated, damaged or of another format version; the message is for the operator
     */
    public static int verify(Path file) throws IOException {
        int[] master = new int[1];
        boolean[] headed = new boolean[1];
        try (FrameReader reader = new FrameReader(file)) {
            reader.each((frame, payload) -> {
                if ((frame == Frame.HEADER) == headed[0]) {
                    throw reader.damaged("the header is not where it belongs");
                }
                if (frame == Frame.HEADER) {
                    headed[0] = true;
                    int form = payload.getInt();
                    if (form != Frame.FORM) {
                        throw new IOException(file + " has form " + form + " and this release reads form " + Frame.FORM
                                + "; import it with the release that wrote it");
                    }
                    master[0] = payload.getInt();
                }
            });
        }
        return master[0];
    }

    /**
     * Verifies the file, then writes its contents to the store.
     *
     * @throws IOException when the file cannot be used, the store is not empty, or its key ring does not match
     */
    public Contents read(Path file) throws IOException {
        if (!keys.holds(verify(file))) {
            throw new IOException("the key ring is not the one that sealed the secrets of " + file
                    + "; name the right one with --key-ring");
        }
        mustBeEmpty();
        try (FrameReader reader = new FrameReader(file)) {
            Contents contents = reader.each(this::visit);
            finishBlob();
            flush();
            return contents;
        } catch (BufferUnderflowException e) {
            throw new IOException(file + " holds a record that is too short", e);
        } finally {
            if (blob != null) {
                blob.close();
            }
        }
    }

    private void mustBeEmpty() throws IOException {
        List<String> blobIds = new ArrayList<>();
        blobs.list(blobIds::add);
        boolean rows = store.read(view -> view.any(StoreExport.EVERYTHING));
        if (rows || !blobIds.isEmpty()) {
            throw new IOException("the store is not empty; import into a new one");
        }
    }

    private void visit(Frame frame, ByteBuffer payload) throws IOException {
        switch (frame) {
            case BLOB -> {
                finishBlob();
                beginBlob(payload);
            }
            case BYTES -> append(payload);
            case ROW -> {
                finishBlob();
                row(payload);
            }
            case HEADER, END -> finishBlob();
        }
    }

    private void beginBlob(ByteBuffer payload) throws IOException {
        String id = text(payload);
        left = payload.getLong();
        blob = blobs.create(id, new BlobOwner(payload.getLong(), text(payload)));
    }

    private void append(ByteBuffer piece) throws IOException {
        left -= piece.remaining();
        if (blob == null || left < 0) {
            throw new IOException("the export holds bytes that belong to no blob");
        }
        blob.write(piece);
    }

    private void finishBlob() throws IOException {
        BlobStore.Writer finished = blob;
        if (finished == null) {
            return;
        }
        if (left != 0) {
            throw new IOException("the export holds a blob that is too short");
        }
        finished.commit();
        finished.close();
        blob = null;
    }

    private void row(ByteBuffer payload) {
        byte[] key = new byte[payload.getInt()];
        payload.get(key);
        byte[] value = new byte[payload.remaining()];
        payload.get(value);
        batch.add(new Put(Key.of(key), value));
        batchBytes += key.length + value.length;
        if (batch.size() >= BATCH_ROWS_MAX || batchBytes >= BATCH_BYTES_MAX) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            store.update(transaction -> batch.forEach(row -> transaction.put(row.key, row.value)));
            batch.clear();
            batchBytes = 0;
        }
    }

    private static String text(ByteBuffer payload) {
        byte[] utf8 = new byte[payload.getInt()];
        payload.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
