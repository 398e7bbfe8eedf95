// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls whoever wants to look before each reading of a blob. */
final class LookedAtBlobs implements BlobStore {
    private final BlobStore blobs;
    private final Runnable look;

    LookedAtBlobs(BlobStore blobs, Runnable look) {
        this.blobs = blobs;
        this.look = look;
    }

    @Override
    public Writer create(String blobId, BlobOwner owner) throws IOException {
        return blobs.create(blobId, owner);
    }

    @Override
    public ResponseBody open(String blobId, long offset, long length) throws IOException {
        return blobs.open(blobId, offset, length);
    }

    @Override
    public ReadableByteChannel channel(String blobId, long offset, long length) throws IOException {
        look.run();
        return blobs.channel(blobId, offset, length);
    }

    @Override
    public boolean mayBlock() {
        return blobs.mayBlock();
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
        look.run();
        blobs.read(blobId, offset, target);
    }

    @Override
    public void delete(String blobId) throws IOException {
        blobs.delete(blobId);
    }

    @Override
    public void list(Consumer<String> ids) throws IOException {
        blobs.list(ids);
    }

    @Override
    public Optional<BlobFooter> footer(String blobId) throws IOException {
        return blobs.footer(blobId);
    }

    @Override
    public BlobHealth check(String blobId) throws IOException {
        return blobs.check(blobId);
    }

    @Override
    public void close() {
        blobs.close();
    }
}
