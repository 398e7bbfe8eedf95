// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Matches a long pattern against a long text in a number of steps proportional to the product of their lengths divided
 * by 64: the segment between two stars is searched 64 characters at a time, one bit of a word for each (the shift-and
 * algorithm).
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/135239.135243">Baeza-Yates and Gonnet, A new approach to text searching</a>
 */
final class SegmentSearch {
    private static final int BLOCK = Long.SIZE;

    private final int[] program;
    private final int[] text;
    /** The class of each character of the text: equal characters of the program share one class; all others have 0. */
    private final int[] classes;

    private final Map<Integer, Integer> classOf = new HashMap<>();
    /** For each class, the positions in the current block that have its character. */
    private final long[] places;

    /** The positions in the current block that match any character. */
    private long free;

    /**
     * @param program code points, {@link Glob#RUN} and {@link Glob#ONE}
     * @param text code points
     */
    SegmentSearch(int[] program, int[] text) {
        this.program = program;
        this.text = text;
        for (int instruction : program) {
            if (instruction >= 0) {
                classOf.putIfAbsent(instruction, classOf.size() + 1);
            }
        }
        this.classes = Arrays.stream(text)
                .map(codePoint -> classOf.getOrDefault(codePoint, 0))
                .toArray();
        this.places = new long[classOf.size() + 1];
    }

    /** Returns whether the program matches the whole text. */
    boolean matches() {
        int first = nextRun(0);
        if (first == program.length) {
            return text.length == first && matchesAt(0, first, 0);
        }
        int last = program.length;
        while (program[last - 1] != Glob.RUN) {
            last--;
        }
        int tail = program.length - last;
        if (first + tail > text.length
                || !matchesAt(0, first, 0)
                || !matchesAt(last, program.length, text.length - tail)) {
            return false;
        }
        int at = first;
        int end = text.length - tail;
        for (int from = first + 1; from < last; ) {
            int to = nextRun(from);
            if (to > from) {
                at = endOfFirst(from, to, at, end);
                if (at < 0) {
                    return false;
                }
            }
            from = to + 1;
        }
        return true;
    }

    private int nextRun(int from) {
        int at = from;
        while (at < program.length && program[at] != Glob.RUN) {
            at++;
        }
        return at;
    }

    private boolean matchesAt(int from, int to, int at) {
        for (int i = from; i < to; i++) {
            if (program[i] != Glob.ONE && program[i] != text[at + i - from]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the end of the leftmost occurrence of a segment within the range of the text; -1 when there is none. */
    private int endOfFirst(int from, int to, int start, int end) {
        if (to - from <= BLOCK) {
            return endOfFirstShort(from, to, start, end);
        }
        // Bit i of the carry: the blocks before this one match the text that ends before character start + i.
        long[] carry = new long[(end - start) / BLOCK + 1];
        Arrays.fill(carry, -1L);
        for (int block = from; block < to; block += BLOCK) {
            carry = advance(block, Math.min(block + BLOCK, to), start, end, carry);
        }
        for (int i = 0; i <= end - start; i++) {
            if (bit(carry, i)) {
                return start + i;
            }
        }
        return -1;
    }

    private int endOfFirstShort(int from, int to, int start, int end) {
        place(from, to);
        long full = 1L << (to - from - 1);
        long state = 0;
        int found = -1;
        for (int i = start; i < end && found < 0; i++) {
            state = (state << 1 | 1) & (places[classes[i]] | free);
            found = (state & full) == 0 ? -1 : i + 1;
        }
        clear(from, to);
        return found;
    }

    private long[] advance(int from, int to, int start, int end, long[] carry) {
        place(from, to);
        int lastBit = to - from - 1;
        long[] next = new long[carry.length];
        long state = 0;
        for (int i = 0; i < end - start; i++) {
            state = (state << 1 | (carry[i / BLOCK] >>> (i % BLOCK) & 1)) & (places[classes[start + i]] | free);
            next[(i + 1) / BLOCK] |= (state >>> lastBit & 1) << ((i + 1) % BLOCK);
        }
        clear(from, to);
        return next;
    }

    private void place(int from, int to) {
        free = 0;
        for (int i = from; i < to; i++) {
            long place = 1L << (i - from);
            if (program[i] == Glob.ONE) {
                free |= place;
            } else {
                places[classOf.getOrDefault(program[i], 0)] |= place;
            }
        }
    }

    /** Clears only the positions that were set, since a pattern may have many classes and many blocks. */
    private void clear(int from, int to) {
        for (int i = from; i < to; i++) {
            places[classOf.getOrDefault(program[i], 0)] = 0;
        }
    }

    private static boolean bit(long[] bits, int index) {
        return (bits[index / BLOCK] >>> (index % BLOCK) & 1) != 0;
    }
}
