// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.PolicyLimits;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A pattern with {@code *} (any run of characters, including none) and {@code ?} (exactly one character) that must
 * match the whole text. Matching never recurses, and a search that takes many steps continues 64 characters at a time.
 * Therefore neither a pattern with many stars nor a long pattern against a long text can stall a request.
 */
public final class Glob {
    /** Whether letters that differ only in case are equal. */
    public enum Case {
        SENSITIVE,
        INSENSITIVE
    }

    private enum Shape {
        ANYTHING,
        LITERAL,
        PREFIX,
        PROGRAM
    }

    /** Represents a star in a program; no code point is negative, so no text can contain it. */
    static final int RUN = -1;

    /** Represents a question mark in a program. */
    static final int ONE = -2;

    private static final int[] NO_PROGRAM = {};

    private final Shape shape;
    private final String literal;
    private final int[] program;
    private final boolean fold;

    private Glob(Shape shape, String literal, int[] program, boolean fold) {
        this.shape = shape;
        this.literal = literal;
        this.program = program;
        this.fold = fold;
    }

    /** Compiles a case-sensitive pattern. */
    public static Glob compile(String pattern) {
        return compile(pattern, Case.SENSITIVE);
    }

    /** Compiles a pattern. */
    public static Glob compile(String pattern, Case caseRule) {
        boolean fold = caseRule == Case.INSENSITIVE;
        int wildcard = firstWildcard(pattern);
        if (wildcard < 0) {
            return new Glob(Shape.LITERAL, pattern, NO_PROGRAM, fold);
        }
        if (onlyStarsFrom(pattern, wildcard)) {
            return wildcard == 0
                    ? new Glob(Shape.ANYTHING, "", NO_PROGRAM, fold)
                    : new Glob(Shape.PREFIX, pattern.substring(0, wildcard), NO_PROGRAM, fold);
        }
        int[] program = pattern.codePoints().map(Glob::instruction).toArray();
        return ofProgram(pattern.substring(0, wildcard), program, program.length, fold);
    }

    /**
     * Returns a pattern of code points, {@link #RUN} and {@link #ONE}: the first {@code length} elements of the array.
     */
    static Glob ofProgram(int[] program, int length, boolean fold) {
        return ofProgram("", program, length, fold);
    }

    /** The prefix is the literal begin of the program; comparing it first excludes most texts without a run. */
    private static Glob ofProgram(String prefix, int[] program, int length, boolean fold) {
        int[] instructions = Arrays.copyOf(program, length);
        if (fold) {
            for (int i = 0; i < length; i++) {
                instructions[i] = instructions[i] < 0 ? instructions[i] : folded(instructions[i]);
            }
        }
        return new Glob(Shape.PROGRAM, prefix, instructions, fold);
    }

    static int instruction(int codePoint) {
        return codePoint == '*' ? RUN : codePoint == '?' ? ONE : codePoint;
    }

    /** Returns whether the text contains a star or a question mark. */
    public static boolean hasWildcard(String text) {
        return firstWildcard(text) >= 0;
    }

    /** Returns whether the pattern matches the whole text. */
    public boolean matches(String text) {
        return switch (shape) {
            case ANYTHING -> true;
            case LITERAL -> literal.equals(text) || (fold && literal.equalsIgnoreCase(text));
            case PREFIX -> startsWithLiteral(text);
            case PROGRAM -> startsWithLiteral(text) && run(text) > 0;
        };
    }

    /** Compares exactly first, because folding is slow and most texts have the case of the pattern. */
    private boolean startsWithLiteral(String text) {
        return text.startsWith(literal) || (fold && text.regionMatches(true, 0, literal, 0, literal.length()));
    }

    /** Returns whether the pattern matches every text. */
    public boolean matchesEverything() {
        return shape == Shape.ANYTHING;
    }

    /** Returns whether the pattern has no wildcards. */
    boolean exact() {
        return shape == Shape.LITERAL;
    }

    /**
     * Runs the program.
     *
     * @return the number of steps, at least one; negative when the program does not match the text
     */
    int run(String text) {
        int steps = 1;
        int at = 0;
        int step = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            steps++;
            int codePoint = text.codePointAt(at);
            if (step < program.length && program[step] == RUN) {
                star = step++;
                retry = at;
            } else if (step < program.length && accepts(program[step], codePoint)) {
                step++;
                at += Character.charCount(codePoint);
            } else if (steps > PolicyLimits.GLOB_STEPS) {
                return search(text) ? steps : -steps;
            } else if (star >= 0) {
                step = star + 1;
                retry += Character.charCount(text.codePointAt(retry));
                at = retry;
            } else {
                return -steps;
            }
        }
        while (step < program.length && program[step] == RUN) {
            step++;
        }
        return step == program.length ? steps : -steps;
    }

    private boolean search(String text) {
        IntStream codePoints = text.codePoints();
        return new SegmentSearch(program, (fold ? codePoints.map(Glob::folded) : codePoints).toArray()).matches();
    }

    private boolean accepts(int instruction, int codePoint) {
        return instruction == ONE || instruction == codePoint || (fold && instruction == folded(codePoint));
    }

    private static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private static int firstWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?') {
                return i;
            }
        }
        return -1;
    }

    private static boolean onlyStarsFrom(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != '*') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Glob[" + shape + " " + literal + "]";
    }
}
