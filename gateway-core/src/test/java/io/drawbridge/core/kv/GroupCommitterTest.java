// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class GroupCommitterTest {
    private static final int CALLERS = 8;
    private static final int CALLS = 2_000;

    /**
     * More callers wait than fit in a group, and each returns at once: new callers often overtake the one just
     * unparked.
     */
    @Test
    void everyCallerGetsTheOutcomeOfItsOwnCommitWhenMoreWaitThanFitInAGroup() throws Exception {
        AtomicIntegerArray written = new AtomicIntegerArray(CALLERS * CALLS);
        GroupCommitter committer = new GroupCommitter(
                group -> {
                    for (GroupCommitter.Ticket ticket : group) {
                        written.incrementAndGet((int) ticket.commit().seen().commitVersion());
                        ticket.settle(true);
                    }
                },
                2);
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int first = i * CALLS;
                running.add(pool.submit(() -> {
                    int applied = 0;
                    for (int call = 0; call < CALLS; call++) {
                        applied += committer.commit(commit(first + call)) ? 1 : 0;
                    }
                    return applied;
                }));
            }
            for (Future<Integer> caller : running) {
                assertThat(caller.get(60, TimeUnit.SECONDS)).isEqualTo(CALLS);
            }
        } finally {
            pool.shutdownNow();
        }
        for (int i = 0; i < written.length(); i++) {
            assertThat(written.get(i)).as("how often commit %d was written", i).isEqualTo(1);
        }
    }

    private static Commit commit(long number) {
        return new Commit(new ReadVersion(number, 0), List.of(), List.of(), Durability.MEMORY);
    }
}
