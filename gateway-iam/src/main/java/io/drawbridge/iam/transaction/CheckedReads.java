// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.transaction;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.kv.ReadTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reads of the store by the access checks of one request. Used only by the thread that handles the request. */
final class CheckedReads {
    private static final Name NAME = new Name();

    private final List<CheckedRead<?>> reads = new ArrayList<>(2);
    private Phase phase = Phase.NONE;

    /** The phase of the request. */
    private enum Phase {
        NONE,
        CHECK,
        HANDLE
    }

    private record Name() implements RequestFindings.Finding<CheckedReads> {}

    private record CheckedRead<T extends @Nullable Object>(Function<? super ReadTransaction, T> function, T result) {
        boolean holds(ReadTransaction transaction) {
            T now = function.apply(transaction);
            return result == null ? now == null : result.equals(now);
        }
    }

    /** Returns the reads of the request. */
    static CheckedReads of(RequestContext context) {
        return context.findings().once(NAME, CheckedReads::new);
    }

    /** Discards all reads before the checks are made, for the first time or again. */
    void beginChecks() {
        reads.clear();
        phase = Phase.CHECK;
    }

    /** Ends the checks, which passed: every later transaction must confirm what they read. */
    void endChecks() {
        phase = Phase.HANDLE;
    }

    /** @throws IllegalStateException outside of the actions that {@link ConsistentAction} runs */
    boolean checking() {
        if (phase == Phase.NONE) {
            throw new IllegalStateException("read outside of an action's checks and work");
        }
        return phase == Phase.CHECK;
    }

    <T extends @Nullable Object> T add(Function<? super ReadTransaction, T> function, T result) {
        reads.add(new CheckedRead<>(function, result));
        return result;
    }

    /** @throws CheckedReadChangedException when a read has another result in this transaction */
    void verify(ReadTransaction transaction) {
        for (CheckedRead<?> read : reads) {
            if (!read.holds(transaction)) {
                throw new CheckedReadChangedException();
            }
        }
    }
}
