// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes of blobs, one after the other, as a body that can be received again. */
final class BlobBody implements RequestBody {
    private final BlobStore blobs;
    private final List<Piece> pieces;
    private final long length;
    private int index;
    private @Nullable ReadableByteChannel open;

    /** Bytes of one blob; at least one. */
    record Piece(String blobId, long offset, long length) {}

    /** @param length of all pieces */
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
            int count = channel.read(target);
            if (count >= 0) {
                return count;
            }
            channel.close();
            open = null;
            index++;
        }
        return -1;
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
