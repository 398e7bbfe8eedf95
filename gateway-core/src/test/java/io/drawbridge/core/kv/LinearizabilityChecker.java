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
 * Searches an order of the operations of a concurrent history that explains every answer and keeps operations apart that
 * did not overlap (Wing and Gong 1993, with the memory of Lowe 2017).
 */
final class LinearizabilityChecker {
    private LinearizabilityChecker() {}

    /**
     * One finished operation.
     *
     * @param what what was asked and answered
     */
    record Call<O>(O what, long from, long to) {}

    private record Seen<S>(BitSet done, S state) {}

    private record Step<S>(int position, int call, S before) {}

    private record Edge(int call, boolean begins, long at) {}

    /**
     * Whether there is such an order.
     *
     * @param step the state after an operation; empty when it cannot answer so in this state
     */
    static <S, O> boolean explains(List<Call<O>> history, S initial, BiFunction<S, O, Optional<S>> step) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            edges.add(new Edge(i, true, history.get(i).from()));
            edges.add(new Edge(i, false, history.get(i).to()));
        }
        // At the same instant, beginnings come first: such calls overlap.
        edges.sort(Comparator.comparingLong(Edge::at).thenComparing(edge -> !edge.begins()));
        return search(history, edges, initial, step);
    }

    private static <S, O> boolean search(
            List<Call<O>> history, List<Edge> edges, S initial, BiFunction<S, O, Optional<S>> step) {
        BitSet done = new BitSet(history.size());
        ArrayDeque<Step<S>> path = new ArrayDeque<>();
        Set<Seen<S>> seen = new HashSet<>();
        S state = initial;
        int position = 0;
        while (done.cardinality() < history.size()) {
            Edge edge = edges.get(position);
            if (edge.begins()) {
                if (!done.get(edge.call())) {
                    Optional<S> next =
                            step.apply(state, history.get(edge.call()).what());
                    BitSet more = (BitSet) done.clone();
                    more.set(edge.call());
                    if (next.isPresent() && seen.add(new Seen<>(more, next.get()))) {
                        path.push(new Step<>(position, edge.call(), state));
                        done.set(edge.call());
                        state = next.get();
                        position = 0;
                        continue;
                    }
                }
                position++;
            } else if (done.get(edge.call())) {
                position++;
            } else if (path.isEmpty()) {
                // This call ended before anything that is left began, and no order explains its answer.
                return false;
            } else {
                Step<S> last = path.pop();
                done.clear(last.call());
                state = last.before();
                position = last.position() + 1;
            }
        }
        return true;
    }
}
