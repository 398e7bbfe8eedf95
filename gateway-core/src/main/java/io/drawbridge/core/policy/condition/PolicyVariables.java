// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.arn.Arn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy text that may contain variables: <code>${key}</code>, <code>${key, 'default'}</code>, and the escapes
 * <code>${*}</code>, <code>${?}</code>, <code>${$}</code>. The value of a variable is literal: its stars are not
 * wildcards. If a variable has neither a value (absent, empty, or multi-valued) nor a default, the whole text has no
 * value.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Policy variables</a>
 */
public final class PolicyVariables {
    /** A piece of the text. */
    private sealed interface Piece {
        /** As written; its stars and question marks are wildcards where the operator has them. */
        record Written(String text) implements Piece {}

        /** An escaped character. */
        record Escaped(String text) implements Piece {}

        record Variable(String key, @Nullable String fallback) implements Piece {}
    }

    /** Texts that occur in most ARNs, compiled once. */
    private static final Map<String, PolicyVariables> COMMON = common(Glob.Case.SENSITIVE);

    private static final Map<String, PolicyVariables> COMMON_IN_ANY_CASE = common(Glob.Case.INSENSITIVE);

    private final List<Piece> pieces;
    private final @Nullable Glob constantGlob;
    private final @Nullable String constantText;
    private final Glob.Case caseRule;
    /**
     * The literal begin of every resolved pattern; comparing it first excludes most texts before variables are
     * resolved.
     */
    private final String prefix;

    /** Creates a text without variables. */
    private PolicyVariables(String text, Glob glob, Glob.Case caseRule) {
        this.pieces = List.of();
        this.caseRule = caseRule;
        this.constantText = text;
        this.constantGlob = glob;
        this.prefix = "";
    }

    private PolicyVariables(List<Piece> pieces, Glob.Case caseRule) {
        this.pieces = List.copyOf(pieces);
        this.caseRule = caseRule;
        boolean constant = pieces.stream().noneMatch(Piece.Variable.class::isInstance);
        this.constantText = constant ? textOf(ConditionValues.EMPTY, Integer.MAX_VALUE) : null;
        this.constantGlob = constant ? globOf(ConditionValues.EMPTY, Integer.MAX_VALUE) : null;
        this.prefix = pieces.get(0) instanceof Piece.Written written ? literalHead(written.text()) : "";
    }

    private static Map<String, PolicyVariables> common(Glob.Case caseRule) {
        Map<String, PolicyVariables> texts = new HashMap<>();
        for (String text : List.of("", "*", "arn", Arn.PARTITION, "s3", "iam", "sts")) {
            texts.put(text, new PolicyVariables(text, Glob.compile(text, caseRule), caseRule));
        }
        return Map.copyOf(texts);
    }

    /**
     * Compiles a text.
     *
     * @param variables whether the version of the document supports variables; otherwise the whole text is literal
     */
    public static PolicyVariables compile(String text, boolean variables) {
        return compile(text, variables, Glob.Case.SENSITIVE);
    }

    static PolicyVariables compile(String text, boolean variables, Glob.Case caseRule) {
        PolicyVariables common = (caseRule == Glob.Case.SENSITIVE ? COMMON : COMMON_IN_ANY_CASE).get(text);
        if (common != null) {
            return common;
        }
        if (!variables || !text.contains("${")) {
            return new PolicyVariables(text, Glob.compile(text, caseRule), caseRule);
        }
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("${", at);
            int close = open < 0 ? -1 : endOfVariable(text, open);
            if (close < 0) {
                break;
            }
            if (open > at) {
                pieces.add(new Piece.Written(text.substring(at, open)));
            }
            pieces.add(variable(text.substring(open + 2, close)));
            at = close + 1;
        }
        if (at < text.length()) {
            pieces.add(new Piece.Written(text.substring(at)));
        }
        return new PolicyVariables(pieces, caseRule);
    }

    /** Returns the index of the brace that closes the variable that opens at {@code open}, or -1. */
    static int endOfVariable(String text, int open) {
        int brace = text.indexOf('}', open + 2);
        int quote = text.indexOf('\'', open + 2);
        if (quote >= 0 && quote < brace) {
            int endQuote = text.indexOf('\'', quote + 1);
            return endQuote < 0 ? -1 : text.indexOf('}', endQuote + 1);
        }
        return brace;
    }

    private static Piece variable(String inside) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Piece.Escaped(inside);
        }
        int comma = inside.indexOf(',');
        if (comma < 0) {
            return new Piece.Variable(ConditionKeys.folded(inside), null);
        }
        String fallback = inside.substring(comma + 1).strip();
        boolean quoted = fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
        String key = ConditionKeys.folded(inside.substring(0, comma).strip());
        return new Piece.Variable(key, quoted ? fallback.substring(1, fallback.length() - 1) : null);
    }

    /**
     * Returns whether the text with its variables resolved is equal, with the given case rule; false when a variable
     * has no value. Wildcards are plain characters here.
     */
    boolean equals(String text, Glob.Case rule, ConditionValues values) {
        String resolved = constantText != null ? constantText : textOf(values, text.length());
        return resolved != null
                && (rule == Glob.Case.SENSITIVE ? resolved.equals(text) : resolved.equalsIgnoreCase(text));
    }

    /** Returns whether the pattern with its variables resolved matches the text; false when a variable has no value. */
    boolean matches(String text, ConditionValues values) {
        if (constantGlob != null) {
            return constantGlob.matches(text);
        }
        if (!text.regionMatches(caseRule == Glob.Case.INSENSITIVE, 0, prefix, 0, prefix.length())) {
            return false;
        }
        Glob glob = globOf(values, text.length());
        return glob != null && glob.matches(text);
    }

    /** Returns whether a variable has no value, so that the text has none. */
    boolean unresolved(ConditionValues values) {
        for (Piece piece : pieces) {
            if (valueOf(piece, values) == null) {
                return true;
            }
        }
        return false;
    }

    private static String literalHead(String written) {
        int end = 0;
        while (end < written.length() && written.charAt(end) != '*' && written.charAt(end) != '?') {
            end++;
        }
        return written.substring(0, end);
    }

    /** Returns the condition keys of the variables, in lower case. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable variable) {
                keys.add(variable.key());
            }
        }
        return keys;
    }

    /**
     * Returns the resolved text; null when a variable has no value or the text exceeds the bound. A policy may repeat a
     * long value many times, so the result is never longer than the text with which it is compared.
     */
    private @Nullable String textOf(ConditionValues values, int lengthMax) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            String text = valueOf(piece, values);
            if (text == null || text.length() > lengthMax - out.length()) {
                return null;
            }
            out.append(text);
        }
        return out.toString();
    }

    /**
     * Returns the resolved pattern; null when a variable has no value or the pattern needs more characters than the
     * bound: each instruction except a star matches one character.
     */
    private @Nullable Glob globOf(ConditionValues values, int charactersMax) {
        int[] program = new int[64];
        int length = 0;
        int characters = 0;
        for (Piece piece : pieces) {
            String text = valueOf(piece, values);
            if (text == null) {
                return null;
            }
            boolean written = piece instanceof Piece.Written;
            for (int i = 0; i < text.length(); ) {
                int codePoint = text.codePointAt(i);
                int instruction = written ? Glob.instruction(codePoint) : codePoint;
                if (instruction != Glob.RUN && ++characters > charactersMax) {
                    return null;
                }
                if (length == program.length) {
                    program = Arrays.copyOf(program, program.length * 2);
                }
                program[length++] = instruction;
                i += Character.charCount(codePoint);
            }
        }
        return Glob.ofProgram(program, length, caseRule == Glob.Case.INSENSITIVE);
    }

    private static @Nullable String valueOf(Piece piece, ConditionValues values) {
        if (piece instanceof Piece.Written written) {
            return written.text();
        }
        if (piece instanceof Piece.Escaped escaped) {
            return escaped.text();
        }
        Piece.Variable variable = (Piece.Variable) piece;
        List<String> keyValues = ConditionKeys.multiValued(variable.key()) ? null : values.get(variable.key());
        if (keyValues != null && keyValues.size() == 1 && !keyValues.get(0).isEmpty()) {
            return keyValues.get(0);
        }
        return variable.fallback();
    }
}
