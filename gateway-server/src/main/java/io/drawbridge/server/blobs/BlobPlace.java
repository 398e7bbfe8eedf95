// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.data.FolderMark;
import io.drawbridge.server.data.PlaceMark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place for the bodies of objects that several servers share. */
public sealed interface BlobPlace {
    /** A directory that all servers mount. */
    record Directory(Path path) implements BlobPlace {}

    /**
     * A bucket of an S3-compatible service.
     *
     * @param url in the format of {@link UpstreamBlobStore#open}; contains no secret
     */
    record Service(String url) implements BlobPlace {}

    /**
     * Parses the value of a {@code --blobs} option.
     *
     * @param text a path, a {@code file://} URL, or an {@code s3://} URL
     * @throws IOException when it is none of them; the message is for the operator
     */
    static BlobPlace parse(String text) throws IOException {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        try {
            return switch (scheme) {
                case "" -> new Directory(Path.of(text).toAbsolutePath());
                case "file" -> new Directory(Path.of(URI.create(text)));
                case "s3" -> new Service(text);
                default -> throw unknown();
            };
        } catch (IllegalArgumentException e) {
            throw new IOException(unknown().getMessage(), e);
        }
    }

    /**
     * An open place.
     *
     * @param blobs to be closed by the caller of {@link BlobPlace#open}
     * @param mark identifies the store that the bodies belong to
     */
    record Opened(BlobStore blobs, PlaceMark mark) {}

    private static Opened service(String url) throws IOException {
        try {
            UpstreamBlobStore blobs = UpstreamBlobStore.open(url);
            return new Opened(blobs, blobs.mark());
        } catch (IllegalArgumentException e) {
            throw new IOException("--blobs: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "to keep bodies in another S3-compatible service add software.amazon.awssdk:s3 and"
                            + " url-connection-client to the class path",
                    e);
        }
    }

    private static IOException unknown() {
        return new IOException(
                "--blobs: expected a directory that all nodes share, file:///DIRECTORY, or s3://BUCKET/PREFIX?endpoint=…");
    }

    /** @throws IOException when the place cannot be used */
    default Opened open() throws IOException {
        if (this instanceof Service service) {
            return service(service.url);
        }
        Path path = ((Directory) this).path();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + " is not a directory; give --blobs one that all nodes share");
        }
        return new Opened(FileBlobStore.durable(path), new FolderMark(path));
    }
}
