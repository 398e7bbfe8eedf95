// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Searches for an order of the operations of a concurrent history that explains every result and keeps the order of
 * operations that did not overlap (Wing and Gong 1993, with the cache of Lowe 2017).
 */
final class LinearizabilityChecker {
    private LinearizabilityChecker() {}

    /**
     * One operation.
     *
     * @param what the operation and its result
     * @param to {@link Long#MAX_VALUE} when there was no result: it may have happened at any time, or never
     */
    record Call<O>(O what, long from, long to) {
        boolean answered() {
            return to != Long.MAX_VALUE;
        }
    }

    private record Seen<S>(BitSet done, S state) {}

    /** A node of the search: the possible next operations, the most likely first. */
    private static final class Point<S> {
        final BitSet done;
        final S state;
        final List<Integer> candidates;
        int tried;

        Point(BitSet done, S state, List<Integer> candidates) {
            this.done = done;
            this.state = state;
            this.candidates = candidates;
        }
    }

    /**
     * Returns whether there is such an order.
     *
     * @param step returns the state after an operation; empty when the operation cannot have its result in this state
     */
    static <S, O> boolean explains(List<Call<O>> history, S initial, BiFunction<S, O, Optional<S>> step) {
        List<Call<O>> ordered = new ArrayList<>(history);
        ordered.sort(Comparator.comparingLong(Call::to));
        BitSet answered = new BitSet();
        for (int i = 0; i < ordered.size(); i++) {
            answered.set(i, ordered.get(i).answered());
        }
        ArrayDeque<Point<S>> path = new ArrayDeque<>();
        Set<Seen<S>> seen = new HashSet<>();
        path.push(new Point<>(new BitSet(), initial, candidates(ordered, new BitSet())));
        while (!path.isEmpty()) {
            Point<S> point = path.element();
            if (point.done.cardinality() >= answered.cardinality() && includes(point.done, answered)) {
                return true;
            }
            if (point.tried == point.candidates.size()) {
                path.pop();
                continue;
            }
            int call = point.candidates.get(point.tried++);
            Optional<S> next = step.apply(point.state, ordered.get(call).what());
            BitSet done = (BitSet) point.done.clone();
            done.set(call);
            if (next.isPresent() && seen.add(new Seen<>(done, next.get()))) {
                path.push(new Point<>(done, next.get(), candidates(ordered, done)));
            }
        }
        return false;
    }

    private static boolean includes(BitSet all, BitSet some) {
        BitSet missing = (BitSet) some.clone();
        missing.andNot(all);
        return missing.isEmpty();
    }

    /** Returns the calls that began before any remaining call ended; calls at the same instant overlap. */
    private static <O> List<Integer> candidates(List<Call<O>> ordered, BitSet done) {
        List<Integer> candidates = new ArrayList<>();
        int first = done.nextClearBit(0);
        for (int i = first; i < ordered.size(); i++) {
            if (!done.get(i) && ordered.get(i).from() <= ordered.get(first).to()) {
                candidates.add(i);
            }
        }
        return candidates;
    }
}
