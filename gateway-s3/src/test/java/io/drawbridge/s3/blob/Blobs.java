// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** A wrapper of a blob store, for tests that observe or replace one of its methods. */
public class Blobs implements BlobStore {
    private final BlobStore blobs;

    public Blobs(BlobStore blobs) {
        this.blobs = blobs;
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
        return blobs.channel(blobId, offset, length);
    }

    @Override
    public Blocking blocking() {
        return blobs.blocking();
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
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
