// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.s3.blob.BlobFooter;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Records the channels that reads opened. */
final class ObservedBlobs implements BlobStore {
    private final BlobStore blobs;
    final List<Channel> opened = new ArrayList<>();
    Runnable afterOpen = () -> {};

    ObservedBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Writer create(String blobId, BlobOwner owner) throws IOException {
        return blobs.create(blobId, owner);
    }

    @Override
    public ResponseBody open(String blobId, long offset, long length) throws IOException {
        ResponseBody body = blobs.open(blobId, offset, length);
        if (body instanceof ResponseBody.FileRegion region) {
            opened.add(region.channel());
        }
        afterOpen.run();
        return body;
    }

    @Override
    public ReadableByteChannel channel(String blobId, long offset, long length) throws IOException {
        ReadableByteChannel channel = blobs.channel(blobId, offset, length);
        opened.add(channel);
        return channel;
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
