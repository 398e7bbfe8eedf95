// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.Blobs;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScrubberTest {
    @TempDir
    Path folder;

    private WireScene scene;

    @BeforeEach
    void fill() throws IOException {
        scene = new WireScene(folder);
        scene.call("PUT", "/b/small", bytes(100));
        scene.call("PUT", "/b/large", bytes(100_000));
        scene.call("PUT", "/b/copy", "x-amz-copy-source", "/b/large");
        String id = scene.call("POST", "/b/parts?uploads").element("UploadId");
        String etag = scene.call("PUT", "/b/parts?partNumber=1&uploadId=" + id, bytes(70_000))
                .header("ETag");
        scene.call(
                "POST",
                "/b/parts?uploadId=" + id,
                ("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                                + "</ETag></Part></CompleteMultipartUpload>")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String open = scene.call("POST", "/b/open?uploads").element("UploadId");
        scene.call("PUT", "/b/open?partNumber=1&uploadId=" + open, bytes(10));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private ScrubReport scrub(boolean repair) throws IOException {
        return new Scrubber(scene.store, scene.tables.blobs(), scene.tables.ledger()).run(repair);
    }

    private Path file(long atLeast) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() >= atLeast)
                    .min(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private Key only(KeyRange range) {
        return scene.store.read(view ->
                Optional.ofNullable(view.scan(range).next()).orElseThrow().key());
    }

    private void finds(Problem problem) throws IOException {
        ScrubReport report = scrub(false);
        assertThat(report.findings()).extracting(Finding::problem).containsExactly(problem);
        assertThat(report.clean()).isFalse();
        ScrubReport repaired = scrub(true);
        assertThat(repaired.clean()).isEqualTo(problem.repairable());
        if (problem.repairable()) {
            assertThat(scrub(false).findings()).isEmpty();
        }
    }

    @Test
    void aSoundStoreHasNoFindings() throws IOException {
        ScrubReport report = scrub(false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.objects()).isEqualTo(4);
        assertThat(report.blobs()).isEqualTo(3);
        assertThat(report.bytes()).isEqualTo(170_010);
    }

    @Test
    void missingDamagedAndForeignBytesAreReported() throws IOException {
        Path file = file(100_000);
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        finds(Problem.MISSING_BLOB);
        byte[] damaged = whole.clone();
        damaged[77] ^= 1;
        Files.write(file, damaged);
        finds(Problem.DAMAGED_BLOB);
        Files.write(file, Files.readAllBytes(file(70_000)));
        finds(Problem.WRONG_LENGTH);
    }

    @Test
    void missingAndDamagedRowsAreReported() throws IOException {
        Key body = only(S3Spaces.INLINE_BODY.key().range());
        scene.store.update(transaction -> transaction.put(body, bytes(99)));
        finds(Problem.DAMAGED_BODY);
        scene.store.update(transaction -> transaction.delete(body));
        finds(Problem.MISSING_BODY);
    }

    @Test
    void missingListsOfPartsAreReported() throws IOException {
        Key manifest = only(S3Spaces.MANIFEST.key().range());
        scene.store.update(transaction -> transaction.delete(manifest));
        assertThat(scrub(false).findings())
                .extracting(Finding::problem)
                .containsExactlyInAnyOrder(Problem.MISSING_PARTS, Problem.ORPHAN_BLOB);
    }

    @Test
    void orphansBecomeGarbageAndAreSwept() throws IOException {
        try (var writer = scene.tables.blobs().create("someone-00", new BlobOwner(1, "k"))) {
            writer.commit();
        }
        assertThat(scrub(false).findings())
                .containsExactly(new Finding(Problem.ORPHAN_BLOB, "blob someone-00", "", false));
        assertThat(scene.blobCount()).isEqualTo(4);
        finds(Problem.ORPHAN_BLOB);
        assertThat(scene.blobCount()).isEqualTo(3);
    }

    @Test
    void aBlobThatIsBeingWrittenIsNoOrphan() throws IOException {
        try (var draft = scene.tables.ledger().create(new BlobOwner(1, "k"))) {
            assertThat(scrub(true).findings()).isEmpty();
            draft.commit();
        }
        assertThat(scrub(true).findings()).isEmpty();
    }

    @Test
    void wrongReferenceCountsAreRepaired() throws IOException {
        Key use = only(S3Spaces.BLOB_USE.key().range());
        scene.store.update(transaction -> transaction.put(use, Counters.encode(3)));
        finds(Problem.WRONG_USE_COUNT);
        scene.store.update(transaction -> transaction.delete(use));
        finds(Problem.WRONG_USE_COUNT);
        scene.store.update(transaction -> transaction.put(BlobUses.key("nobody"), Counters.encode(2)));
        finds(Problem.WRONG_USE_COUNT);
    }

    /** The copy is made after the scrub counted and before it writes, while it reads the bytes. */
    @Test
    void aCopyThatIsMadeWhileAScrubRunsIsCounted() throws IOException {
        Key use = only(S3Spaces.BLOB_USE.key().range());
        scene.store.update(transaction -> transaction.put(use, Counters.encode(5)));
        BlobStore copying = new Blobs(scene.tables.blobs()) {
            private boolean copied;

            @Override
            public BlobHealth check(String blobId) throws IOException {
                if (!copied) {
                    copied = true;
                    scene.call("PUT", "/b/second-copy", "x-amz-copy-source", "/b/large");
                }
                return super.check(blobId);
            }
        };
        new Scrubber(scene.store, copying, scene.tables.ledger()).run(true);
        assertThat(scene.store.counter(use)).isEqualTo(3);
        assertThat(scrub(false).findings()).isEmpty();
    }

    @Test
    void olderVersionsAndDeleteMarkersAreKnown() throws IOException {
        Bucket bucket = scene.versioning(scene.bucket("v", 7), BucketVersioning.ENABLED);
        scene.call("PUT", "/v/large", bytes(90_000));
        scene.call("PUT", "/v/large", bytes(10));
        scene.call("DELETE", "/v/large");
        scene.versioning(bucket, BucketVersioning.SUSPENDED);
        scene.call("DELETE", "/v/other");
        ScrubReport report = scrub(false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.objects()).isEqualTo(6);
        assertThat(report.blobs()).isEqualTo(4);
        StoredBlobs stored = scene.store.read(StoredBlobs::of);
        assertThat(stored.blobs()).anySatisfy(blob -> assertThat(blob.owner()).isEqualTo(new BlobOwner(7, "large")));
        assertThat(scene.store.<java.util.Set<String>>read(StoredBlobs::ids))
                .hasSize(4)
                .containsAll(stored.blobs().stream().map(StoredBlob::blobId).toList());
        Files.delete(file(90_000));
        finds(Problem.MISSING_BLOB);
    }

    @Test
    void aNullVersionThatIsNotThereIsStray() throws IOException {
        Key key = S3Spaces.NULL_VERSION.key().number(1).text("gone").key();
        scene.store.update(transaction -> transaction.put(key, Counters.encode(5)));
        finds(Problem.STRAY_ROW);
    }

    @Test
    void strayRowsAreRemoved() throws IOException {
        List.of(
                        S3Spaces.INLINE_BODY
                                .key()
                                .number(1)
                                .text("gone")
                                .number(5)
                                .key(),
                        S3Spaces.MANIFEST.key().number(5).number(0).key())
                .forEach(key -> {
                    scene.store.update(transaction -> transaction.put(key, new byte[0]));
                    org.assertj.core.api.Assertions.assertThatCode(() -> finds(Problem.STRAY_ROW))
                            .doesNotThrowAnyException();
                });
    }
}
