// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.Blobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Calls a listener before each read of a blob. */
final class LookedAtBlobs extends Blobs {
    private final Runnable look;

    LookedAtBlobs(BlobStore blobs, Runnable look) {
        super(blobs);
        this.look = look;
    }

    @Override
    public ReadableByteChannel channel(String blobId, long offset, long length) throws IOException {
        look.run();
        return super.channel(blobId, offset, length);
    }

    @Override
    public void read(String blobId, long offset, ByteBuffer target) throws IOException {
        look.run();
        super.read(blobId, offset, target);
    }
}
