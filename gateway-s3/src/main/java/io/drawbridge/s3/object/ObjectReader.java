// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.BufferPool;
import io.drawbridge.s3.bucket.Bucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the bytes of objects. Safe for many threads. */
public final class ObjectReader {
    private final KeyValueStore store;
    private final BlobStore blobs;
    private final BlobLedger ledger;
    private final ObjectTable objects;
    private final BufferPool buffers;

    public ObjectReader(
            KeyValueStore store, BlobStore blobs, BlobLedger ledger, ObjectTable objects, BufferPool buffers) {
        this.store = store;
        this.blobs = blobs;
        this.ledger = ledger;
        this.objects = objects;
        this.buffers = buffers;
    }

    /**
     * Opens a range of an object.
     *
     * @param range within the object; of length zero for an empty object
     * @return null when the object was replaced or removed after the look-up: look it up again
     * @throws IOException when the bytes cannot be read
     */
    @Nullable
    ResponseBody open(Bucket bucket, String key, StoredObject object, ByteRange range) throws IOException {
        if (range.length() == 0) {
            return ResponseBody.EMPTY;
        }
        StoredBody body = object.body();
        if (body instanceof StoredBody.Inline) {
            Optional<byte[]> bytes = objects.inlineBody(store, bucket, key, object.sequence());
            return bytes.isPresent() ? inline(bytes.get(), range) : null;
        } else if (body instanceof StoredBody.Blob blob) {
            return openBlob(blob.blobId(), range.offset(), range.length());
        } else if (body instanceof StoredBody.Manifest manifest) {
            List<ManifestPart> parts = ManifestTable.find(store, manifest);
            return parts.isEmpty() ? null : openPieces(manifest, pieces(parts, range), range.length());
        }
        return ResponseBody.EMPTY;
    }

    /**
     * Opens a range of an object as a request body, for copies. A read throws NoSuchFileException when the object is
     * removed meanwhile.
     *
     * @return null when the object was replaced or removed after the look-up: look it up again
     */
    public @Nullable RequestBody source(Bucket bucket, String key, StoredObject object, ByteRange range) {
        StoredBody body = object.body();
        if (body instanceof StoredBody.Inline) {
            Optional<byte[]> bytes = objects.inlineBody(store, bucket, key, object.sequence());
            if (bytes.isEmpty()) {
                return null;
            }
            int from = (int) range.offset();
            return RequestBody.of(Arrays.copyOfRange(bytes.get(), from, from + (int) range.length()));
        } else if (body instanceof StoredBody.Blob blob) {
            return new BlobBody(
                    blobs, List.of(new BlobBody.Piece(blob.blobId(), range.offset(), range.length())), range.length());
        } else if (body instanceof StoredBody.Manifest manifest) {
            List<ManifestPart> parts = ManifestTable.find(store, manifest);
            return parts.isEmpty() ? null : new BlobBody(blobs, pieces(parts, range), range.length());
        }
        return RequestBody.of(new byte[0]);
    }

    private static ResponseBody inline(byte[] bytes, ByteRange range) {
        boolean whole = range.length() == bytes.length;
        int from = (int) range.offset();
        return new ResponseBody.Bytes(whole ? bytes : Arrays.copyOfRange(bytes, from, from + (int) range.length()));
    }

    private @Nullable ResponseBody openBlob(String blobId, long offset, long length) throws IOException {
        try {
            return blobs.open(blobId, offset, length);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static List<BlobBody.Piece> pieces(List<ManifestPart> parts, ByteRange range) {
        List<BlobBody.Piece> pieces = new ArrayList<>();
        long end = range.offset() + range.length();
        long start = 0;
        for (ManifestPart part : parts) {
            long from = Math.max(start, range.offset());
            long to = Math.min(start + part.size(), end);
            if (from < to && part.blobId() != null) {
                pieces.add(new BlobBody.Piece(part.blobId(), from - start, to - from));
            }
            start += part.size();
        }
        return pieces;
    }

    private @Nullable ResponseBody openPieces(StoredBody.Manifest manifest, List<BlobBody.Piece> pieces, long length)
            throws IOException {
        if (pieces.size() == 1) {
            BlobBody.Piece only = pieces.get(0);
            return openBlob(only.blobId(), only.offset(), only.length());
        }
        return new ResponseBody.Streamed(length, target -> {
            BlobLedger.Reader reader = ledger.reader();
            try {
                if (ManifestTable.find(store, manifest).isEmpty()) {
                    throw new IOException("the object was replaced before its first byte was sent");
                }
                for (BlobBody.Piece piece : pieces) {
                    copy(piece, target);
                }
            } finally {
                reader.close();
            }
        });
    }

    private void copy(BlobBody.Piece piece, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = buffers.take();
        try (ReadableByteChannel source = blobs.channel(piece.blobId(), piece.offset(), piece.length())) {
            while (source.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
