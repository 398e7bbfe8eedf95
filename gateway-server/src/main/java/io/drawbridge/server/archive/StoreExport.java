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
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.scrub.Finding;
import io.drawbridge.s3.scrub.StoredBlob;
import io.drawbridge.s3.scrub.StoredBlobs;
import io.drawbridge.server.data.SharedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes a whole store: every row, then every blob that a row refers to. Secrets stay sealed as they are in the rows;
 * the key ring is not written.
 */
public final class StoreExport {
    /** All rows of every kind, except those about the store itself. */
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
     * Writes all data of one view, and makes the file durable. It never writes damaged data with a valid checksum.
     *
     * @param file replaced completely
     * @throws IOException when a body is missing, damaged or cannot be read, or the file cannot be written
     */
    public Contents write(FileChannel file) throws IOException {
        Rows rows;
        try {
            rows = store.read(view -> {
                try {
                    return rows(view, begin(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        // Without the view: a database does not keep it open for as long as the bodies may take.
        FrameWriter frames = rows.frames;
        long bytes = 0;
        for (StoredBlob blob : rows.blobs) {
            write(blob, frames);
            bytes += blob.size();
        }
        Contents contents = new Contents(rows.count, rows.blobs.size(), bytes);
        frames.end(contents);
        return contents;
    }

    /** Writes the header, and removes everything that was written before: rows may have to be read again. */
    private FrameWriter begin(FileChannel file) throws IOException {
        file.truncate(0);
        FrameWriter frames = new FrameWriter(file);
        frames.write(
                Frame.HEADER,
                ByteBuffer.allocate(8)
                        .putInt(Frame.FORM)
                        .putInt(keys.currentId())
                        .flip());
        return frames;
    }

    private record Rows(long count, List<StoredBlob> blobs, FrameWriter frames) {}

    private static Rows rows(ReadTransaction view, FrameWriter frames) throws IOException {
        StoredBlobs stored = StoredBlobs.of(view);
        if (!stored.findings().isEmpty()) {
            Finding first = stored.findings().get(0);
            throw damaged(first.subject() + ": "
                    + first.problem().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        long count = 0;
        ReadTransaction.Scan scan = view.scan(EVERYTHING);
        for (Row row = scan.next(); row != null; row = scan.next()) {
            Key key = row.key();
            if (!StoredBlob.leftover(key)) {
                count++;
                frames.write(
                        Frame.ROW,
                        ByteBuffer.allocate(4 + key.bytes().length + row.value().length)
                                .putInt(key.bytes().length)
                                .put(key.bytes())
                                .put(row.value())
                                .flip());
            }
        }
        return new Rows(count, stored.blobs(), frames);
    }

    private static IOException damaged(String what) {
        return new IOException(what + "; nothing was exported: bring it back from a backup or delete the object, and"
                + " export again (drawbridge scrub lists all that is wrong)");
    }

    private void write(StoredBlob blob, FrameWriter frames) throws IOException {
        byte[] id = blob.blobId().getBytes(StandardCharsets.US_ASCII);
        byte[] key = blob.owner().key().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(24 + id.length + key.length);
        payload.putInt(id.length).put(id).putLong(blob.size());
        payload.putLong(blob.owner().bucketId()).putInt(key.length).put(key);
        frames.write(Frame.BLOB, payload.flip());
        try {
            Optional<BlobFooter> footer = blobs.footer(blob.blobId());
            if (footer.isEmpty() || footer.get().length() != blob.size()) {
                throw damaged(blob.subject() + ": damaged blob " + blob.blobId());
            }
            if (crc(blob, frames) != footer.get().crc32c()) {
                throw damaged(blob.subject() + ": damaged blob " + blob.blobId());
            }
        } catch (NoSuchFileException e) {
            throw damaged(blob.subject() + ": missing blob " + blob.blobId());
        }
    }

    /**
     * Writes the bytes and returns their checksum, which must be compared: an import computes a new checksum for the
     * bytes that it gets.
     */
    private int crc(StoredBlob blob, FrameWriter frames) throws IOException {
        CRC32C crc = new CRC32C();
        if (blob.size() > 0) {
            ByteBuffer piece = ByteBuffer.allocate(Frame.PIECE_LENGTH);
            try (ReadableByteChannel bytes = blobs.channel(blob.blobId(), 0, blob.size())) {
                int count = 0;
                while (count >= 0) {
                    piece.clear();
                    while (piece.hasRemaining() && count >= 0) {
                        count = bytes.read(piece);
                    }
                    if (piece.flip().hasRemaining()) {
                        crc.update(piece.duplicate());
                        frames.write(Frame.BYTES, piece);
                    }
                }
            }
        }
        return (int) crc.getValue();
    }
}
