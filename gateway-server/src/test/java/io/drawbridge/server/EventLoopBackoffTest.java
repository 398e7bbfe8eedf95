// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventLoopBackoffTest {
    private final EventLoopBackoff attempts = new EventLoopBackoff();

    private int sparedBeforeTheNext() {
        int spared = 0;
        while (!attempts.worthwhile()) {
            spared++;
        }
        return spared;
    }

    @Test
    void eachFailureInARowSparesTwiceAsManyUpToABound() {
        assertThat(sparedBeforeTheNext()).isZero();
        List<Integer> spared = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            attempts.failed();
            spared.add(sparedBeforeTheNext());
        }
        assertThat(spared).containsExactly(0, 1, 3, 7, 15, 31, 63, 63, 63);
    }

    @Test
    void aSuccessEndsTheRow() {
        for (int i = 0; i < 9; i++) {
            attempts.failed();
        }
        assertThat(sparedBeforeTheNext()).isEqualTo(63);
        attempts.succeeded();
        attempts.failed();
        assertThat(sparedBeforeTheNext()).isZero();
    }
}
