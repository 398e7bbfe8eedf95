// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.scrub.Scrubber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectWritesTest {
    private static final ObjectHeaders NO_HEADERS = WriteHeaders.of(new io.drawbridge.core.api.HttpHeaders(), Map.of());

    @TempDir
    Path folder;

    private WireScene scene;
    private Bucket bucket;
    private final ObjectTable objects = new ObjectTable();

    @BeforeEach
    void open() {
        scene = new WireScene(folder);
        bucket = scene.bucket("c", 2);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private StoredObject object(String key) {
        return objects.find(scene.store, bucket, key).orElseThrow();
    }

    /** Two nodes may give one key the same sequence, one after the other. */
    @Test
    void aBlobIsSharedOnlyWhileItsOwnObjectHasIt() throws IOException {
        scene.call("PUT", "/c/source", bytes(1));
        StoredObject found = object("source");
        String blobId = ((StoredBody.Blob) found.body()).blobId();
        scene.call("DELETE", "/c/source");
        scene.call("PUT", "/c/source", bytes(2));
        StoredObject other = object("source");
        scene.store.update(transaction ->
                objects.put(transaction, bucket, "source", other.withVersion(found.sequence(), null), null));
        Optional<StoredObject> shared = scene.tables
                .writes()
                .publishShared(
                        bucket,
                        "copy",
                        found,
                        bucket,
                        new ObjectWrites.Target("source", VersionSelector.current()),
                        found.sequence(),
                        blobId,
                        WriteCondition.NONE);
        assertThat(shared).isEmpty();
        assertThat(objects.find(scene.store, bucket, "copy")).isEmpty();
    }

    @Test
    void manyObjectsOfManyPartsAreRemovedByOneRequest() throws IOException {
        int parts = 5_000;
        int count = 60;
        StringBuilder body = new StringBuilder("<Delete>");
        for (int i = 0; i < count; i++) {
            large("large-" + i, i, parts);
            body.append("<Object><Key>large-").append(i).append("</Key></Object>");
        }
        scene.call("PUT", "/c/small", bytes(1));
        body.append("<Object><Key>small</Key></Object><Object><Key>none</Key></Object></Delete>");
        byte[] request = body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        WireScene.Answer answer = scene.call("POST", "/c?delete", request, "Content-MD5", WireScene.md5(request));
        assertThat(answer.text().split("<Deleted>", -1)).hasSize(count + 3);
        assertThat(answer.text()).doesNotContain("<Error>");
        boolean left = scene.store.read(view -> objects.any(view, bucket));
        assertThat(left).isFalse();
    }

    /** A deletion in a suspended bucket releases the null version that lies below a newer version. */
    @Test
    void aDeletionCountsTheOlderNullVersionThatItReleases() throws IOException {
        int parts = 5_000;
        large("k", 1, parts);
        bucket = scene.versioning(bucket, BucketVersioning.ENABLED);
        scene.call("PUT", "/c/k", bytes(1));
        bucket = scene.versioning(bucket, BucketVersioning.SUSPENDED);
        ObjectVersions versions = scene.tables.versions();
        ObjectVersions.Deletion deletion = scene.store.transact(transaction -> versions.delete(
                transaction,
                new ArrayList<>(),
                bucket,
                "k",
                versions.find(transaction, bucket, "k", VersionSelector.current()),
                Long.MAX_VALUE >> 1,
                WireScene.NOW));
        assertThat(deletion.cost()).isBetween(parts, parts + 2);
    }

    /** Writes an object whose parts do not exist: only its rows matter. */
    private void large(String key, int number, int parts) {
        List<ManifestPart> listed = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            String blobId = "0123456789abcdef-" + String.format(java.util.Locale.ROOT, "%08x%08x", number, part);
            listed.add(new ManifestPart(part, 5L << 20, blobId, null));
        }
        long manifestId = 1000L + number;
        StoredObject object = new StoredObject(
                scene.tables.writes().nextSequence(),
                parts * (5L << 20),
                "0123-" + parts,
                WireScene.NOW.truncatedTo(ChronoUnit.SECONDS),
                new StoredBody.Manifest(manifestId, parts),
                NO_HEADERS,
                Map.of(),
                null);
        scene.store.update(transaction -> {
            ManifestTable.put(transaction, manifestId, listed);
            objects.put(transaction, bucket, key, object, null);
        });
    }

    @Test
    void aDamagedBlobIsNotCopiedAsIfItWereSound() throws IOException {
        scene.call("PUT", "/c/large", bytes(1));
        String upload = scene.call("POST", "/c/parts?uploads").element("UploadId");
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] damaged = Files.readAllBytes(file);
        damaged[70_000] ^= 1;
        Files.write(file, damaged);
        String part = "/c/parts?partNumber=1&uploadId=" + upload;
        assertThatThrownBy(() -> scene.call(
                        "PUT", "/c/copy", "x-amz-copy-source", "/c/large", "x-amz-checksum-algorithm", "SHA256"))
                .hasMessageContaining("is damaged and was not copied");
        assertThatThrownBy(() -> scene.call("PUT", part, "x-amz-copy-source", "/c/large"))
                .hasMessageContaining("is damaged and was not copied");
        assertThat(objects.find(scene.store, bucket, "copy")).isEmpty();
        damaged[70_000] ^= 1;
        Files.write(file, damaged);
        scene.call("PUT", "/c/copy", "x-amz-copy-source", "/c/large", "x-amz-checksum-algorithm", "SHA256");
        scene.call("PUT", part, "x-amz-copy-source", "/c/large", "x-amz-copy-source-range", "bytes=0-80000");
        scene.call("PUT", part, "x-amz-copy-source", "/c/large");
        assertThat(scene.call("GET", "/c/copy").body()).isEqualTo(bytes(1));
        assertThat(new Scrubber(scene.store, scene.tables.blobs(), scene.tables.ledger())
                        .run(false)
                        .findings())
                .isEmpty();
    }
}
