// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentChangesTest {
    private static final KeySpace SPACE = new KeySpace(7, "rows");

    @Test
    void changesBeyondTheBoundCountAsChangedAndAreAnsweredByAReset() {
        RecentChanges recent = new RecentChanges(256, 10);
        for (int i = 1; i <= 300; i++) {
            recent.add(10 + i, List.of(key(i)));
        }
        // The capacity is 256: the commits 55 to 310 are kept.
        assertThat(recent.changedSince(key(1000), 53)).isTrue();
        assertThat(recent.changedSince(key(1000), 54)).isFalse();
        assertThat(recent.changedSince(key(300), 309)).isTrue();
        assertThat(recent.changedSince(key(300), 310)).isFalse();
        assertThat(recent.changedSince(key(290), 300)).isFalse();
        KeyRange last = new KeyRange(key(299), key(301));
        assertThat(recent.changedSince(last, 309)).isTrue();
        assertThat(recent.changedSince(last, 310)).isFalse();
        assertThat(recent.changes(last, 53, 10)).isEqualTo(Changes.reset(310));
        assertThat(recent.changes(last, 54, 10).changed()).hasSize(2);
    }

    @Test
    void theChangesOfACommitAreReturnedTogether() {
        RecentChanges recent = new RecentChanges(1000, 0);
        recent.add(1, List.of(key(1), key(2), key(3)));
        recent.add(2, List.of(key(4)));
        Changes changes = recent.changes(SPACE.key().range(), 0, 1);
        assertThat(changes.changed()).hasSize(3);
        assertThat(changes.completeTo()).isEqualTo(1);
        assertThat(recent.changes(SPACE.key().range(), 1, 1).completeTo()).isEqualTo(2);
    }

    @Test
    void aCommitLargerThanTheBoundIsDroppedAtOnce() {
        RecentChanges recent = new RecentChanges(256, 0);
        recent.add(
                1,
                java.util.stream.IntStream.range(0, 400)
                        .mapToObj(RecentChangesTest::key)
                        .toList());
        assertThat(recent.changes(SPACE.key().range(), 0, 1)).isEqualTo(Changes.reset(1));
        assertThat(recent.changedSince(key(9999), 0)).isTrue();
        assertThat(recent.changedSince(key(9999), 1)).isFalse();
    }

    private static Key key(long number) {
        return SPACE.key().number(number).key();
    }
}
