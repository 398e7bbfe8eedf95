// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Folders of this machine. */
final class FileBlobStoreSuiteTest {
    abstract static class InFolder extends BlobStoreSuite {
        @TempDir
        Path folder;

        private FileBlobStore store;

        abstract FileBlobStore made() throws IOException;

        @BeforeEach
        void open() throws IOException {
            store = made();
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Override
        BlobStore store() {
            return store;
        }

        @Override
        void damage(String blobId, int position) throws IOException {
            Path file = folder.resolve("blobs")
                    .resolve(blobId.substring(blobId.length() - 2))
                    .resolve(blobId);
            byte[] content = Files.readAllBytes(file);
            content[position] ^= 4;
            Files.write(file, content);
        }
    }

    @Nested
    final class Durable extends InFolder {
        @Override
        FileBlobStore made() throws IOException {
            return FileBlobStore.durable(folder.resolve("blobs"));
        }
    }

    @Nested
    final class Temporary extends InFolder {
        @Override
        FileBlobStore made() {
            return FileBlobStore.temporary(() -> folder.resolve("blobs"));
        }
    }
}
