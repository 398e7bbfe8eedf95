// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.scrub.Scrubber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories of a bucket, compared with a map of lists that follows the manual literally. */
final class VersionHistoryPropertyTest {
    private static final int STEPS = 120;
    private static final int LENGTH_LARGE = 70_000;

    @TempDir
    Path folder;

    /**
     * A version in the model.
     *
     * @param id null for the null version
     * @param body null for a delete marker
     */
    private record Modelled(@Nullable String id, @Nullable String body, String color) {
        VersionSelector selector() {
            return id == null ? VersionSelector.nullVersion() : new VersionSelector.ById(id);
        }
    }

    private final TreeMap<String, List<Modelled>> model = new TreeMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    private List<Modelled> versions(String key) {
        return model.computeIfAbsent(key, absent -> new ArrayList<>());
    }

    private static String query(Modelled version) {
        return "?versionId=" + (version.id == null ? "null" : version.id);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStoreAgreesWithTheModel(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (WireScene scene = new WireScene(folder)) {
            Bucket bucket = scene.bucket("v", 7);
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(12) == 0) {
                    boolean enabled = bucket.versioning() != BucketVersioning.ENABLED;
                    bucket = scene.versioning(bucket, enabled ? BucketVersioning.ENABLED : BucketVersioning.SUSPENDED);
                }
                String key = "k" + random.nextInt(3);
                step(scene, bucket, key, random, step);
                compare(scene, bucket, "seed " + seed + " step " + step + " key " + key);
            }
            end(scene, bucket);
        }
    }

    private void step(WireScene scene, Bucket bucket, String key, SplittableRandom random, int step)
            throws IOException {
        List<Modelled> versions = versions(key);
        Modelled chosen = versions.isEmpty() ? null : versions.get(random.nextInt(versions.size()));
        int action = random.nextInt(10);
        if (action < 4) {
            String body = "body " + step + " ".repeat(random.nextInt(4) == 0 ? LENGTH_LARGE : 0);
            scene.call("PUT", "/v/" + key, body.getBytes(StandardCharsets.UTF_8), "x-amz-tagging", "color=c" + step);
            add(scene, bucket, key, body, "c" + step);
        } else if (action < 6) {
            scene.call("DELETE", "/v/" + key);
            if (bucket.versioned()) {
                add(scene, bucket, key, null, "");
            } else {
                versions.clear();
            }
        } else if (chosen == null) {
            if (!bucket.versioned()) {
                return;
            }
            scene.call("DELETE", "/v/" + key + "?versionId=" + VersionIds.make(step, random));
        } else if (action < 8) {
            scene.call("DELETE", "/v/" + key + query(chosen));
            versions.remove(chosen);
        } else if (chosen.body != null && action == 8) {
            String tagging =
                    "<Tagging><TagSet><Tag><Key>color</Key><Value>t" + step + "</Value></Tag></TagSet></Tagging>";
            scene.call("PUT", "/v/" + key + query(chosen) + "&tagging", tagging.getBytes(StandardCharsets.UTF_8));
            versions.set(versions.indexOf(chosen), new Modelled(chosen.id, chosen.body, "t" + step));
        } else if (chosen.body != null && bucket.versioned()) {
            scene.call("PUT", "/v/" + key, "x-amz-copy-source", "/v/" + key + query(chosen));
            add(scene, bucket, key, chosen.body, chosen.color);
        }
    }

    /** AWS: a new version when versioning is enabled, else the null version, which replaces an earlier one. */
    private void add(WireScene scene, Bucket bucket, String key, @Nullable String body, String color) {
        List<Modelled> versions = versions(key);
        String id = null;
        if (bucket.versioning() == BucketVersioning.ENABLED) {
            id = find(scene, bucket, key, VersionSelector.current())
                    .orElseThrow()
                    .versionId();
            assertThat(id).hasSize(32).matches("[A-Za-z0-9._]+");
        } else {
            versions.removeIf(version -> version.id == null);
        }
        versions.add(0, new Modelled(id, body, color));
    }

    private static Optional<ObjectVersion> find(WireScene scene, Bucket bucket, String key, VersionSelector selector) {
        Optional<ObjectVersion> found = scene.tables.versions().find(scene.store, bucket, key, selector);
        assertThat(scene.store.<Optional<ObjectVersion>>read(
                        view -> scene.tables.versions().find(view, bucket, key, selector)))
                .isEqualTo(found);
        return found;
    }

    private void compare(WireScene scene, Bucket bucket, String step) throws IOException {
        List<String> current = new ArrayList<>();
        for (String key : model.keySet()) {
            List<Modelled> versions = versions(key);
            if (!versions.isEmpty() && versions.get(0).body != null) {
                current.add(key);
            }
            List<ObjectVersion> listed =
                    scene.store.read(view -> scene.tables.versions().list(view, bucket, key, 1_000));
            assertThat(listed).as(step).hasSameSizeAs(versions);
            for (int i = 0; i < versions.size(); i++) {
                same(scene, key, listed.get(i), versions.get(i), step);
                assertThat(find(scene, bucket, key, versions.get(i).selector()))
                        .as(step)
                        .contains(listed.get(i));
            }
            assertThat(find(scene, bucket, key, VersionSelector.current()))
                    .as(step)
                    .isEqualTo(listed.stream().findFirst());
            boolean hasNull = versions.stream().anyMatch(version -> version.id == null);
            assertThat(find(scene, bucket, key, VersionSelector.nullVersion()).isPresent())
                    .as(step)
                    .isEqualTo(hasNull);
        }
        assertThat(currentKeys(scene, bucket)).as(step).isEqualTo(current);
    }

    private static void same(WireScene scene, String key, ObjectVersion found, Modelled expected, String step)
            throws IOException {
        assertThat(found.versionId()).as(step).isEqualTo(expected.id);
        assertThat(found instanceof StoredObject).as(step).isEqualTo(expected.body != null);
        if (found instanceof StoredObject object) {
            assertThat(object.tags()).as(step).containsEntry("color", expected.color);
            assertThat(scene.call("GET", "/v/" + key + query(expected)).text())
                    .as(step)
                    .isEqualTo(expected.body);
        }
    }

    private static List<String> currentKeys(WireScene scene, Bucket bucket) {
        return scene.store.read(view -> {
            List<String> keys = new ArrayList<>();
            ReadTransaction.Scan scan = view.scan(ObjectTable.range(bucket, ""));
            for (Row row = scan.next(); row != null; row = scan.next()) {
                keys.add(ObjectTable.keyOf(row));
            }
            return keys;
        });
    }

    private void end(WireScene scene, Bucket bucket) throws IOException {
        assertThat(new Scrubber(scene.store, scene.tables.blobs(), scene.tables.ledger())
                        .run(false)
                        .findings())
                .isEmpty();
        boolean any = model.values().stream().anyMatch(versions -> !versions.isEmpty());
        if (any) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> scene.call("DELETE", "/v"))
                    .hasMessageContaining("not empty");
        }
        for (String key : model.keySet()) {
            for (Modelled version : versions(key)) {
                scene.call("DELETE", "/v/" + key + query(version));
            }
        }
        assertThat(scene.rowCount()).isZero();
        assertThat(scene.blobCount()).isZero();
        scene.call("DELETE", "/v");
        assertThat(bucket.id()).isEqualTo(7);
    }
}
