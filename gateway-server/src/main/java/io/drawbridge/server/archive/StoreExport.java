// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.scrub.StoredBlob;
import io.drawbridge.server.data.SharedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a whole store: every blob that a row points to, then every row. Secrets stay sealed as they are in the rows; the
 * key ring is not written.
 */
public final class StoreExport {
    /** Every row of every kind, but for those about the store itself. */
    static final KeyRange EVERYTHING = new KeyRange(
            SharedStore.SPACE.key().range().to(),
            new KeySpace(254, "last").key().range().to());

    private final KeyValueStore store;
    private final BlobStore blobs;
    private final KeyRing keys;

    public StoreExport(KeyValueStore store, BlobStore blobs, KeyRing keys) {
        this.store = store;
        this.blobs = blobs;
        this.keys = keys;
    }

    /**
     * Writes everything that one view shows, and makes the file durable.
     *
     * @throws IOException when a blob is missing or cannot be read, or the file cannot be written
     */
    public Contents write(FileChannel file) throws IOException {
        FrameWriter frames = new FrameWriter(file);
        frames.write(
                Frame.HEADER,
                ByteBuffer.allocate(8)
                        .putInt(Frame.FORM)
                        .putInt(keys.currentId())
                        .flip());
        try {
            Contents contents = store.read(view -> {
                try {
                    return write(view, frames);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            frames.end(contents);
            return contents;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Contents write(ReadTransaction view, FrameWriter frames) throws IOException {
        List<StoredBlob> stored = StoredBlob.of(view);
        long bytes = 0;
        for (StoredBlob blob : stored) {
            write(blob, frames);
            bytes += blob.size();
        }
        long rows = 0;
        ReadTransaction.Scan scan = view.scan(EVERYTHING);
        for (Row row = scan.next(); row != null; row = scan.next()) {
            Key key = row.key();
            if (!StoredBlob.leftover(key)) {
                rows++;
                frames.write(
                        Frame.ROW,
                        ByteBuffer.allocate(4 + key.bytes().length + row.value().length)
                                .putInt(key.bytes().length)
                                .put(key.bytes())
                                .put(row.value())
                                .flip());
            }
        }
        return new Contents(rows, stored.size(), bytes);
    }

    private void write(StoredBlob blob, FrameWriter frames) throws IOException {
        byte[] id = blob.blobId().getBytes(StandardCharsets.US_ASCII);
        byte[] key = blob.owner().key().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(24 + id.length + key.length);
        payload.putInt(id.length).put(id).putLong(blob.size());
        payload.putLong(blob.owner().bucketId()).putInt(key.length).put(key);
        frames.write(Frame.BLOB, payload.flip());
        ByteBuffer piece = ByteBuffer.allocate(Frame.PIECE_LENGTH);
        for (long done = 0; done < blob.size(); done += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), blob.size() - done));
            blobs.read(blob.blobId(), done, piece);
            frames.write(Frame.BYTES, piece.flip());
        }
    }
}
