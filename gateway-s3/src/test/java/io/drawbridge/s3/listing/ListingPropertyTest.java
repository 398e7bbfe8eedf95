// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.bucket.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages agree with a listing that reads every key. */
final class ListingPropertyTest {
    private static final String[] PIECES = {
        "a", "b", "/", "//", "-", "\u0000", "\u00e9", "\uffee", "\ud83d\ude00", "ab", "z", " ", "%", "\u0001", "0"
    };

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pagesTogetherAreThePlainAnswer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (S3Scene scene = new S3Scene("us-east-1")) {
            Bucket before = scene.bucket("bucket-before");
            Bucket bucket = scene.bucket("bucket-one");
            Bucket next = scene.bucket("bucket-next");
            TreeSet<String> keys = new TreeSet<>(ListingPropertyTest::utf8Order);
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                keys.add(text(random, 1 + random.nextInt(6)));
            }
            scene.put(before, "a/other");
            scene.put(next, "a/other");
            keys.forEach(key -> scene.put(bucket, key));
            for (int round = 0; round < 12; round++) {
                String prefix = text(random, random.nextInt(3));
                String delimiter = random.nextInt(3) == 0 ? null : text(random, 1 + random.nextInt(2));
                int size = 1 + random.nextInt(8);
                String start = random.nextBoolean() ? "" : text(random, 1 + random.nextInt(3));
                List<String> expected = plain(keys, prefix, delimiter, start);
                String what = "seed %d, prefix %s, delimiter %s, size %d, start %s"
                        .formatted(seed, prefix, delimiter, size, start);
                assertThat(byTokens(scene, bucket, prefix, delimiter, start, size))
                        .as(what)
                        .isEqualTo(expected);
                if (start.isEmpty()) {
                    assertThat(byMarkers(scene, bucket, prefix, delimiter, size))
                            .as(what)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static List<String> byTokens(
            S3Scene scene, Bucket bucket, String prefix, @Nullable String delimiter, String start, int size) {
        List<String> found = new ArrayList<>();
        ListingPosition position = ListingPosition.behindKey(start);
        while (true) {
            ListingPage page = page(scene, bucket, prefix, delimiter, position, size);
            ListingPage.Entry last = collect(page, found, size);
            if (!page.truncated() || last == null) {
                return found;
            }
            position = ListingPosition.ofToken(ListingPosition.after(last).token(bucket), bucket);
        }
    }

    private static List<String> byMarkers(
            S3Scene scene, Bucket bucket, String prefix, @Nullable String delimiter, int size) {
        List<String> found = new ArrayList<>();
        String marker = "";
        while (true) {
            ListingPosition position = ListingPosition.afterMarker(marker, prefix, delimiter);
            ListingPage page = page(scene, bucket, prefix, delimiter, position, size);
            ListingPage.Entry last = collect(page, found, size);
            if (!page.truncated() || last == null) {
                return found;
            }
            marker = last.text();
        }
    }

    private static ListingPage.@Nullable Entry collect(ListingPage page, List<String> found, int size) {
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(size);
        if (page.truncated()) {
            assertThat(page.entries()).hasSize(size);
        }
        page.entries().forEach(entry -> found.add((entry instanceof ListingPage.Prefix ? "P " : "K ") + entry.text()));
        return page.last();
    }

    private static ListingPage page(
            S3Scene scene,
            Bucket bucket,
            String prefix,
            @Nullable String delimiter,
            ListingPosition position,
            int size) {
        return scene.store.read(
                transaction -> ListingPage.read(transaction, bucket, prefix, delimiter, position, size));
    }

    private static List<String> plain(Set<String> keys, String prefix, @Nullable String delimiter, String start) {
        Set<String> found = new LinkedHashSet<>();
        for (String key : keys) {
            if (!key.startsWith(prefix) || utf8Order(key, start) <= 0) {
                continue;
            }
            int end = delimiter == null ? -1 : key.substring(prefix.length()).indexOf(delimiter);
            found.add(
                    delimiter == null || end < 0
                            ? "K " + key
                            : "P " + key.substring(0, prefix.length() + end + delimiter.length()));
        }
        return List.copyOf(found);
    }

    private static int utf8Order(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SplittableRandom random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
