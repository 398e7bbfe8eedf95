// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of the rows of versions, and the content of a version id. */
final class ObjectVersionsTest {
    private static final int OLD_VERSIONS = 10_000;

    @TempDir
    Path folder;

    private final CountingEngine engine = new CountingEngine();
    private WireScene scene;
    private Bucket bucket;

    @BeforeEach
    void open() {
        scene = new WireScene(folder, engine);
        bucket = scene.versioning(scene.bucket("v", 7), BucketVersioning.ENABLED);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void putOften(String key, int count) {
        ObjectVersions versions = scene.tables.versions();
        for (int from = 0; from < count; from += 1_000) {
            int end = Math.min(count, from + 1_000);
            int begin = from;
            scene.store.update(transaction -> {
                for (int i = begin; i < end; i++) {
                    Optional<ObjectVersion> current =
                            versions.find(transaction, bucket, key, VersionSelector.current());
                    versions.put(transaction, List.of(), bucket, key, current, object(i + 1), null);
                }
            });
        }
    }

    private static StoredObject object(long sequence) {
        return new StoredObject(
                sequence,
                0,
                "d41d8cd98f00b204e9800998ecf8427e",
                WireScene.NOW,
                new StoredBody.Empty(),
                ObjectHeaders.NONE,
                Map.of(),
                null);
    }

    @Test
    void aListingReadsOnlyItsResultsForAnyNumberOfOldVersions() throws IOException {
        putOften("a", OLD_VERSIONS);
        for (String key : List.of("b", "c", "d")) {
            scene.call("PUT", "/v/" + key, bytes("x"));
        }
        engine.rows = 0;
        String page = scene.call("GET", "/v?list-type=2").text();
        assertThat(page.split("<Key>", -1)).hasSize(5);
        assertThat(engine.rows).as("rows read by scans").isEqualTo(4);
        engine.gets = 0;
        engine.rows = 0;
        assertThat(scene.tables.versions().find(scene.store, bucket, "a", VersionSelector.current()))
                .isPresent();
        assertThat(engine.gets).isEqualTo(1);
        assertThat(engine.rows).isZero();
    }

    @Test
    void deleteMarkersCostAListingNothing() throws IOException {
        for (int i = 0; i < 300; i++) {
            scene.call("PUT", "/v/gone/" + i, bytes("x"));
            scene.call("DELETE", "/v/gone/" + i);
        }
        scene.call("PUT", "/v/there", bytes("x"));
        engine.rows = 0;
        String page = scene.call("GET", "/v?list-type=2&max-keys=10").text();
        assertThat(page).contains("<Key>there</Key>").doesNotContain("gone");
        assertThat(engine.rows).isEqualTo(1);
        engine.rows = 0;
        assertThat(scene.call("GET", "/v?list-type=2&delimiter=/").text()).doesNotContain("gone");
        assertThat(engine.rows).isEqualTo(1);
    }

    @Test
    void aVersionIsFoundByItsIdWithoutReadingTheOthers() {
        putOften("a", 1_000);
        List<ObjectVersion> all =
                scene.store.read(view -> scene.tables.versions().list(view, bucket, "a", 2_000));
        assertThat(all).hasSize(1_000);
        engine.rows = 0;
        ObjectVersion oldest = all.get(999);
        assertThat(scene.tables
                        .versions()
                        .find(scene.store, bucket, "a", new VersionSelector.ById(String.valueOf(oldest.versionId()))))
                .contains(oldest);
        assertThat(engine.rows).isZero();
    }

    @Test
    void theNullVersionIsKeptAndFound() throws IOException {
        Bucket plain = scene.bucket("p", 8);
        scene.call("PUT", "/p/k", bytes("null"));
        plain = scene.versioning(plain, BucketVersioning.ENABLED);
        scene.call("PUT", "/p/k", bytes("one"));
        scene.call("PUT", "/p/k", bytes("two"));
        engine.rows = 0;
        assertThat(scene.call("GET", "/p/k?versionId=null").text()).isEqualTo("null");
        assertThat(engine.rows).isZero();
        scene.versioning(plain, BucketVersioning.SUSPENDED);
        scene.call("PUT", "/p/k", bytes("new null"));
        assertThat(scene.call("GET", "/p/k").text()).isEqualTo("new null");
        assertThat(scene.call("GET", "/p/k?versionId=null").text()).isEqualTo("new null");
        scene.call("DELETE", "/p/k?versionId=null");
        assertThat(scene.call("GET", "/p/k").text()).isEqualTo("two");
        assertThatThrownBy(() -> scene.call("GET", "/p/k?versionId=null")).hasMessageContaining("does not exist");
    }

    @Test
    void aBucketWithOnlyDeleteMarkersIsNotEmpty() throws IOException {
        scene.call("DELETE", "/v/never-there");
        boolean listed = scene.store.read(view -> scene.tables.objects().any(view, bucket));
        assertThat(listed).isFalse();
        assertThatThrownBy(() -> scene.call("DELETE", "/v")).hasMessageContaining("not empty");
    }

    @Test
    void aSharedBlobOutlivesTheVersionsThatUseIt() throws IOException {
        byte[] large = new byte[100_000];
        scene.call("PUT", "/v/k", large);
        scene.call("PUT", "/v/copy", "x-amz-copy-source", "/v/k");
        scene.call("PUT", "/v/k", bytes("other"));
        scene.call("DELETE", "/v/copy");
        for (String key : List.of("k", "copy")) {
            assertThat(scene.blobCount()).isEqualTo(1);
            List<ObjectVersion> all =
                    scene.store.read(view -> scene.tables.versions().list(view, bucket, key, 9));
            assertThat(all).hasSize(2);
            scene.call("DELETE", "/v/" + key + "?versionId=" + all.get(1).versionId());
        }
        assertThat(scene.blobCount()).isZero();
    }

    @Test
    void idsAreDistinctAndOfOneForm() {
        SplittableRandom random = new SplittableRandom(5);
        Set<String> ids = new HashSet<>();
        for (long sequence : new long[] {0, 1, 2, 1L << 40, Long.MAX_VALUE}) {
            String id = VersionIds.make(sequence, random);
            assertThat(id).hasSize(32).matches("[A-Za-z0-9._]+");
            assertThat(VersionIds.sequence(id)).contains(sequence);
            VersionIds.requireWellFormed(id);
            ids.add(id.substring(0, 8));
            ids.add(id.substring(24));
        }
        assertThat(ids).hasSize(10);
        assertThat(VersionIds.sequence("-".repeat(32))).isEmpty();
        assertThat(VersionIds.sequence("short")).isEmpty();
    }

    @Test
    void anUnversionedBucketHasNoRowsOfVersions() throws IOException {
        scene.bucket("p", 8);
        scene.call("PUT", "/p/k", bytes("1"));
        scene.call("PUT", "/p/k", bytes("2"));
        scene.call("DELETE", "/p/k");
        boolean rows =
                scene.store.read(view -> view.any(S3Spaces.OBJECT_VERSION.key().range())
                        || view.any(S3Spaces.NULL_VERSION.key().range()));
        assertThat(rows).isFalse();
        assertThat(scene.rowCount()).isZero();
    }
}
