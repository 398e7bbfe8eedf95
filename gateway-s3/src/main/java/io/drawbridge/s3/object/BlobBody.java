// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Bytes of blobs, one after the other, as a body that can be received again. */
final class BlobBody implements RequestBody {
    private final BlobStore blobs;
    private final List<Piece> pieces;
    private final long length;
    private int index;
    private long done;

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
        if (index == pieces.size()) {
            return -1;
        }
        Piece piece = pieces.get(index);
        int count = (int) Math.min(target.remaining(), piece.length - done);
        int limit = target.limit();
        target.limit(target.position() + count);
        blobs.read(piece.blobId, piece.offset + done, target);
        target.limit(limit);
        done += count;
        if (done == piece.length) {
            index++;
            done = 0;
        }
        return count;
    }

    @Override
    public void close() {
        index = pieces.size();
    }
}
