// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of blobs, one after the other, as a request body. Blobs that are read whole are compared with their
 * checksums, so that a damaged blob is never copied as a sound one.
 */
final class BlobBody implements RequestBody {
    private final BlobStore blobs;
    private final List<Piece> pieces;
    private final long length;
    private int index;
    private @Nullable ReadableByteChannel open;
    private final CRC32C crc = new CRC32C();

    /** A range of one blob; not empty. */
    record Piece(String blobId, long offset, long length) {}

    /**
     * @param length of all ranges together
     */
    BlobBody(BlobStore blobs, List<Piece> pieces, long length) {
        this.blobs = blobs;
        this.pieces = pieces;
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return readPiece(target);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreUnavailableException("the source of a copy cannot be read: " + e.getMessage(), e);
        }
    }

    private int readPiece(ByteBuffer target) throws IOException {
        while (index < pieces.size()) {
            ReadableByteChannel channel = open == null ? open(pieces.get(index)) : open;
            int start = target.position();
            int count = channel.read(target);
            if (count >= 0) {
                crc.update(target.duplicate().flip().position(start));
                return count;
            }
            channel.close();
            open = null;
            verify(pieces.get(index));
            index++;
        }
        return -1;
    }

    /**
     * @throws IllegalStateException when the blob differs from what was written: an error of this server, which no
     *     retry repairs
     */
    private void verify(Piece piece) throws IOException {
        int actualCrc = (int) crc.getValue();
        crc.reset();
        if (piece.offset != 0) {
            return;
        }
        Optional<BlobFooter> footer = blobs.footer(piece.blobId);
        boolean part = footer.isPresent() && footer.get().length() > piece.length;
        if (!part && (footer.isEmpty() || footer.get().crc32c() != actualCrc)) {
            throw new IllegalStateException("blob " + piece.blobId + " is damaged and was not copied");
        }
    }

    private ReadableByteChannel open(Piece piece) throws IOException {
        ReadableByteChannel channel = blobs.channel(piece.blobId, piece.offset, piece.length);
        open = channel;
        return channel;
    }

    @Override
    public void close() {
        index = pieces.size();
        ReadableByteChannel last = open;
        open = null;
        try {
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
